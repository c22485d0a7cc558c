#include "engine/read/read_rows_for_tests.hpp"
#include "engine/read/xlsx/book_for_tests.hpp"
#include <gmock/gmock.h>
#include <gtest/gtest.h>

using namespace engine;
using namespace std::string_literals;
using testing::HasSubstr;

namespace
{
std::string sentence(std::string_view bytes, const std::string& name)
{
    MemorySource source(bytes);
    try {
        open_file(source, name, {});
    } catch (const Unreadable& refused) {
        return refused.what();
    }
    return "";
}
} // namespace

TEST(Open, the_content_decides_and_not_the_name)
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"One\"", "<row><c><v>1</v></c></row>"}};
    auto bytes = book.bytes();
    MemorySource workbook(bytes), text("id,name\n1,Ada\n");
    EXPECT_EQ(open_file(workbook, "pupils.csv", {}).kind, FileKind::xlsx);
    EXPECT_EQ(open_file(text, "pupils.xlsx", {}).kind, FileKind::csv);
}

TEST(Open, files_of_other_kinds_are_refused_by_name_with_what_to_do)
{
    EXPECT_EQ(refusal("%PDF-1.7\n..."), "unsupported");
    EXPECT_EQ(refusal("\x1f\x8b\x08...."), "unsupported");
    EXPECT_EQ(refusal("\x89PNG\r\n\x1a\n"), "unsupported");
    EXPECT_EQ(refusal("\x7f"
                      "ELF\x02\x01"),
              "binary");
    EXPECT_EQ(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(2000, '\0')), "damaged");
}

TEST(Open, a_text_that_begins_with_the_mark_of_another_format_is_a_text)
{
    for (const auto* first : {"PAR1", "GIF87", "GIF89a", "BZh", "BZh9", "%PDF-", "%PDF-1.7 share", "{\\rtf", "MZ", "PK",
                              "Rar!", "7z", "RIFF"}) {
        auto text = std::string(first) + ",GIF87a,b\n1,2,3\n4,5,6\n";
        EXPECT_EQ(refusal(text), "") << first;
        MemorySource source(text);
        EXPECT_EQ(open_file(source, "a.csv", {}).kind, FileKind::csv) << first;
    }
    EXPECT_EQ(refusal("mark,kind\n%PDF-1.4\n,document\n%PDF-1.7,document\nPK,archive\n"), "");
    EXPECT_EQ(refusal("GIF89a\x10\0\x10\0\xF0\0\0"s), "unsupported");
    EXPECT_EQ(refusal("PAR1\x15\x04\x15\x10 and more"), "unsupported");
    EXPECT_EQ(refusal("BZh91AY&SY\x03\x8E"), "unsupported");
    EXPECT_EQ(refusal("\n\n%PDF-1.4\n1 0 obj"), "unsupported");
    EXPECT_EQ(refusal("From: office\n\n%PDF-1.4\n1 0 obj\n%%EOF\n"), "unsupported");
}

TEST(Open, archives_that_are_no_workbook_are_told_apart)
{
    auto zip = [](const std::string& part, const std::string& content = "x") {
        xlsx::ZipForTests archive;
        archive.add(part, content, false);
        return archive.finish();
    };
    EXPECT_THAT(sentence(zip("xl/workbook.bin"), "a.xlsb"), HasSubstr("binary Excel workbook"));
    EXPECT_THAT(sentence(zip("word/document.xml"), "a.docx"), HasSubstr("Word document"));
    EXPECT_THAT(sentence(zip("mimetype", "application/vnd.oasis.opendocument.text"), "a.odt"),
                HasSubstr("OpenDocument"));
    EXPECT_THAT(sentence(zip("pupils.csv"), "a.zip"), HasSubstr("ZIP archive"));
}

TEST(Open, a_document_type_in_a_workbook_is_refused)
{
    xlsx::BookForTests book;
    book.sheets = {{"name=\"One\"", "<row><c><v>1</v></c></row>"}};
    auto zip = book.zip();
    zip.add("docProps/app.xml", "<x/>");
    EXPECT_EQ(refusal(zip.finish()), "");
    xlsx::ZipForTests bomb;
    bomb.add("[Content_Types].xml", "<Types/>");
    bomb.add("xl/workbook.xml", "<!DOCTYPE w [<!ENTITY a \"aaaa\">]><workbook>&a;</workbook>");
    EXPECT_EQ(refusal(bomb.finish()), "unsupported");
}

TEST(Open, every_refusal_names_the_file)
{
    for (const auto& bytes : {""s, "%PDF-1.4"s, "PK\x03\x04 cut off"s, std::string(3000, '\x02')})
        EXPECT_THAT(sentence(bytes, "fees march.xlsx"), HasSubstr("“fees march.xlsx”"));
}
