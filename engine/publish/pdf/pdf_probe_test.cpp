#include "engine/publish/pdf/pdf_probe.hpp"
#include <gtest/gtest.h>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <zlib.h>

namespace engine::pdf
{
namespace
{
std::string inflated(std::string_view packed)
{
    std::string out(packed.size() * 64 + 65536, '\0');
    auto size = static_cast<uLongf>(out.size());
    if (uncompress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(packed.data()),
                   packed.size()) != Z_OK)
        throw std::runtime_error("a stream does not inflate");
    out.resize(size);
    return out;
}

int number_after(const std::string& text, const std::string& name)
{
    auto at = text.find(name);
    if (at == std::string::npos) throw std::runtime_error("no " + name + " in " + text);
    return std::stoi(text.substr(at + name.size()));
}

std::size_t occurrences(std::string_view whole, std::string_view part)
{
    std::size_t count = 0;
    for (auto at = whole.find(part); at != whole.npos; at = whole.find(part, at + part.size())) ++count;
    return count;
}
} // namespace

PdfProbe::PdfProbe(std::string_view file)
{
    for (std::size_t at = file.find(" 0 obj\n"); at != file.npos; at = file.find(" 0 obj\n", at)) {
        int number = std::stoi(std::string(file.substr(file.rfind('\n', at) + 1, at)));
        at += 7;
        auto body = file.find("stream\n", at);
        std::string dictionary(file.substr(at, body - at));
        auto length = static_cast<std::size_t>(number_after(dictionary, "/Length "));
        auto bytes = file.substr(body + 7, length);
        at = body + 7 + length;
        objects_[number] = dictionary;
        auto& content = streams_[number];
        content = dictionary.find("/FlateDecode") == std::string::npos ? std::string(bytes) : inflated(bytes);
        if (dictionary.find("/ObjStm") != std::string::npos) unpack(content, dictionary);
    }
}

void PdfProbe::unpack(const std::string& bytes, const std::string& dictionary)
{
    int count = number_after(dictionary, "/N "), first = number_after(dictionary, "/First ");
    std::istringstream heads(bytes);
    for (int i = 0; i < count; ++i) {
        int number = 0;
        std::size_t offset = 0;
        heads >> number >> offset;
        auto start = static_cast<std::size_t>(first) + offset;
        objects_[number] = bytes.substr(start, bytes.find('\n', start) - start);
    }
}

std::size_t PdfProbe::count(std::string_view text) const
{
    std::size_t sum = 0;
    for (const auto& [number, body] : objects_) sum += occurrences(body, text);
    return sum;
}

std::string PdfProbe::object_with(std::string_view text) const
{
    for (const auto& [number, body] : objects_)
        if (body.find(text) != std::string::npos) return body;
    return {};
}

std::string PdfProbe::all() const
{
    std::string text;
    for (const auto& [number, body] : objects_) text += body + "\n";
    for (const auto& [number, body] : streams_) text += body + "\n";
    return text;
}

std::vector<PdfProbe::Page> PdfProbe::pages() const
{
    auto tree = object_with("/Type/StructTreeRoot");
    std::vector<Page> pages;
    for (const auto& [number, body] : objects_) {
        if (body.find("/Type/Page/") == std::string::npos) continue;
        auto& page = pages.emplace_back();
        std::smatch found;
        if (!std::regex_search(body, found, std::regex(R"(/Contents\[(\d+) 0 R (\d+) 0 R\])")))
            throw std::runtime_error(body);
        follow(streams_.at(std::stoi(found[1])) + streams_.at(std::stoi(found[2])), page);
        auto key = std::to_string(number_after(body, "/StructParents "));
        if (!std::regex_search(tree, found, std::regex("[\\[ ]" + key + R"( (\d+) 0 R )")))
            throw std::runtime_error(tree);
        page.parents = occurrences(objects_.at(std::stoi(found[1])), " 0 R");
    }
    return pages;
}

void PdfProbe::follow(const std::string& content, Page& page) const
{
    std::istringstream words(content);
    for (std::string word; words >> word;) {
        if (word.ends_with("BDC") || word == "BMC") ++page.depth;
        if (word == "EMC") --page.depth;
        bool paints = word.ends_with("TJ") || word.ends_with("Tj") || word == "f";
        page.outside += paints && page.depth == 0;
        if (word.starts_with(">>BDC") || word.find("<</MCID") == std::string::npos) continue;
        int mcid = -1;
        words >> mcid;
        page.marks_count_up &= mcid == static_cast<int>(page.marks++);
    }
}
} // namespace engine::pdf

TEST(PdfProbe, it_sees_what_is_not_marked)
{
    std::string content = "BT /TD<</MCID 0>>BDC [<0001>]TJ EMC <0002>Tj ET";
    std::string tree = "<</Type/StructTreeRoot/ParentTree<</Nums[0 4 0 R ]>>>>";
    std::string objects = tree + "\n[9 0 R ]\n<</Type/Page/Contents[7 0 R 8 0 R]/StructParents 0>>\n";
    auto second = tree.size() + 1, third = second + 10;
    auto heads = "2 0 4 " + std::to_string(second) + " 5 " + std::to_string(third) + " ";
    auto stream = [](int number, const std::string& dictionary, const std::string& bytes) {
        return "\n" + std::to_string(number) + " 0 obj\n<<" + dictionary + "/Length " + std::to_string(bytes.size()) +
               ">>\nstream\n" + bytes + "\nendstream\nendobj\n";
    };
    auto file = stream(7, "", content) + stream(8, "", "") +
                stream(3, "/Type/ObjStm/N 3/First " + std::to_string(heads.size()), heads + objects);
    auto pages = engine::pdf::PdfProbe(file).pages();
    ASSERT_EQ(pages.size(), 1U);
    EXPECT_EQ(pages[0].outside, 1U);
    EXPECT_EQ(pages[0].depth, 0);
    EXPECT_EQ(pages[0].marks, 1U);
    EXPECT_EQ(pages[0].parents, 1U);
}
