#include "engine/read/package/xml_scanner.hpp"
#include "engine/table/unreadable.hpp"
#include <algorithm>
#include <gtest/gtest.h>

using namespace engine;
using namespace engine::package;
using namespace std::string_literals;

namespace
{
// Gives a text some bytes at a time, so that pieces are cut everywhere.
class Trickle final : public ZipStream
{
public:
    Trickle(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}
    std::size_t read(std::span<char> into) override
    {
        auto size = std::min({step_, into.size(), text_.size() - at_});
        std::copy_n(text_.data() + at_, size, into.data());
        at_ += size;
        return size;
    }
    double progress() const override { return 0; }

private:
    std::string text_;
    std::size_t step_, at_ = 0;
};

// <a b="1"/>text → (a b=1)text(/a)… ; what ends in a refusal ends in its code.
std::string pieces(const std::string& xml, std::size_t step = 1 << 20)
{
    Trickle stream(xml, step);
    XmlScanner scanner(stream, "file");
    std::string out;
    try {
        for (auto piece = scanner.next(); piece != XmlPiece::finished; piece = scanner.next()) {
            if (piece == XmlPiece::text)
                out += scanner.text();
            else {
                out += piece == XmlPiece::start ? "(" : "(/";
                out += scanner.name();
                if (piece == XmlPiece::start)
                    scanner.each_attribute([&](auto name, auto value) {
                        ((out += ' ') += name) += '=';
                        out += value;
                    });
                out += ")";
            }
        }
    } catch (const Unreadable& refused) {
        out += "!" + refused.code();
    }
    return out;
}
std::string utf16(std::string_view ascii)
{
    std::string out = "\xFF\xFE";
    for (char c : ascii) (out += c) += '\0';
    return out;
}
} // namespace

TEST(XmlScanner, pieces_come_the_same_however_the_bytes_arrive)
{
    auto xml =
        "\xEF\xBB\xBF<?xml version=\"1.0\"?>\r\n<!-- <no> --><x:a x:b='1 > \"0\"' c = \"&lt;&#233;\"><d/>x &amp; y"
        "<![CDATA[<&amp;>]]><e \n f=\"\" ></e >é\r\n.</x:a>\n<!-- end -->"s;
    auto expected = "(a b=1 > \"0\" c=<é)(d)(/d)x & y<&amp;>(e f=)(/e)é\n.(/a)"s;
    for (std::size_t step : {1, 2, 3, 7, 1000}) EXPECT_EQ(pieces(xml, step), expected) << step;
}

TEST(XmlScanner, references_are_resolved_once)
{
    EXPECT_EQ(pieces("<a b='&amp;lt;'>&amp;lt;&#x41;&#65;&quot;&apos;&gt;</a>"), "(a b=&lt;)&lt;AA\"'>(/a)");
    EXPECT_EQ(pieces("<a>&nbsp;</a>"), "(a)!damaged");
    EXPECT_EQ(pieces("<a>&#;</a>"), "(a)!damaged");
    EXPECT_EQ(pieces("<a>&#99999999999;</a>"), "(a)!damaged");
    EXPECT_EQ(pieces("<a>a & b</a>"), "(a)!damaged");
}

TEST(XmlScanner, attributes_are_found_by_name_more_than_once)
{
    Trickle stream("<a one='1' x:two='a&amp;amp;'><b/></a>", 5);
    XmlScanner scanner(stream, "file");
    scanner.next();
    for (int i = 0; i < 2; ++i) EXPECT_EQ(scanner.attribute("two"), "a&amp;");
    EXPECT_EQ(scanner.attribute("three").data(), nullptr);
    scanner.next();
    EXPECT_EQ(scanner.attribute("one").data(), nullptr);
}

TEST(XmlScanner, elements_are_skipped_or_taken_as_text)
{
    Trickle stream("<a><skip><a/>no</skip><p>one <b>two</b><c/> three</p><q/></a>", 3);
    XmlScanner scanner(stream, "file");
    scanner.next();
    scanner.next();
    scanner.skip();
    EXPECT_EQ(scanner.next(), XmlPiece::start);
    std::string text;
    scanner.take_text(text);
    EXPECT_EQ(text, "one two three");
    EXPECT_EQ(scanner.next(), XmlPiece::start);
    EXPECT_EQ(scanner.name(), "q");
    scanner.skip();
    EXPECT_EQ(scanner.next(), XmlPiece::end);
    EXPECT_EQ(scanner.next(), XmlPiece::finished);
}

TEST(XmlScanner, extension_lists_are_passed_over)
{
    EXPECT_EQ(pieces("<a><x:extLst><row>1</row><extLst/></x:extLst><b/><extLst/></a>", 4), "(a)(b)(/b)(/a)");
}

TEST(XmlScanner, what_is_not_well_formed_is_damaged)
{
    for (auto xml : {"",           "text",     "<a>",         "<a><b></a></b>", "<a></a><b/>",
                     "<a/>text",   "<a b=1/>", "<a b/>",      "<a 'b'/>",       "<a><</a>",
                     "<a b='<'/>", "< a/>",    "<a>\x01</a>", "<a>\xFF</a>",    "<a b='\xC3'/>",
                     "</a>",       "<a/",      "<a b='",      "<!ELEMENT a>",   "<a><![CDATA[\xFF]]></a>",
                     "<a><!-- "})
        EXPECT_TRUE(pieces(xml).ends_with("!damaged")) << xml;
    EXPECT_EQ(pieces("<a>\0</a>"s), "(a)!damaged");
}

TEST(XmlScanner, document_types_long_pieces_and_deep_nesting_are_refused)
{
    EXPECT_EQ(pieces("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "!unsupported");
    EXPECT_EQ(pieces("<a>" + std::string(3 << 20, 'x') + "</a>"), "(a)!limit");
    EXPECT_EQ(pieces("<a b='" + std::string(3 << 20, 'x') + "'/>"), "!limit");
    std::string deep;
    for (int i = 0; i < 1000; ++i) deep += "<a>";
    EXPECT_TRUE(pieces(deep).ends_with("!damaged"));
    EXPECT_EQ(pieces("<a>" + std::string(500'000, 'x') + "</a>", 100).size(), 500'007U);
}

TEST(XmlScanner, other_encodings_are_read_as_they_are_declared)
{
    EXPECT_EQ(pieces(utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>b</a>")), "(a)b(/a)");
    EXPECT_EQ(pieces("<?xml version='1.0' encoding='ISO-8859-1'?><a b='\xE9'>\xE9</a>"), "(a b=é)é(/a)");
    EXPECT_EQ(pieces("<?xml version='1.0' encoding='utf-16'?><a>é</a>"), "(a)é(/a)"); // it is not, and does not matter
}
