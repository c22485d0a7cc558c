// Text that is not written as it is meant: written out and told, asked where it is a guess, and plain text stays.
#include "engine/prepare/case_for_tests.hpp"
#include <gmock/gmock.h>

namespace engine
{
namespace
{
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct Done {
    Prepared prepared;
    std::string clean;
    std::vector<std::string> told() const
    {
        std::vector<std::string> out;
        for (const auto& doubt : prepared.doubts) out.push_back(doubt.id() + ": " + doubt.evidence);
        return out;
    }
};

Done done(const std::string& text, Choices choices = {})
{
    MemorySource source(text);
    Job job;
    job.file_name = "roster.csv";
    job.file = &source;
    job.contract_text = "feed: f\nschema:\n  fields: [{name: id, title: Id}, {name: name, title: Prénom & Nom}]\n"
                        "  primaryKey: id\nlimits: {bad_rows: 100%}\n";
    job.contract_name = "rules.yaml";
    job.choices = std::move(choices);
    CaseOutputs outputs;
    Done out;
    out.prepared = prepare(job, outputs.open(), Watcher());
    out.clean = outputs.files["clean.csv"].text;
    return out;
}

Done of_names(const std::vector<std::string>& names, Choices choices = {})
{
    std::string text = "Id,Prénom & Nom\n";
    for (std::size_t i = 0; i < names.size(); ++i) text += fmt::format("A{},\"{}\"\n", i, names[i]);
    return done(text, std::move(choices));
}

TEST(Decoding, letters_of_web_pages_are_written_out_and_told)
{
    auto out = of_names({"Ren&eacute;", "O&#39;Neil", "M&amp;S", "Zo&#xEB;", "D&amp;#39;Arcy", "M&amp;amp;S"});
    EXPECT_EQ(out.clean, "id,name\nA0,René\nA1,O'Neil\nA2,M&S\nA3,Zoë\nA4,D'Arcy\nA5,M&S\n");
    EXPECT_THAT(out.told(), ElementsAre(HasSubstr("html_entities: 6 cells had letters written as in web pages")));
    EXPECT_THAT(out.told()[0], HasSubstr("“Ren&eacute;” became “René”"));
    EXPECT_EQ(out.prepared.verdict, Verdict::publish);
}

TEST(Decoding, an_ampersand_alone_is_one)
{
    for (const auto* name : {"M&S", "Tom & Jerry", "AT&T; Co", "?a=1&copy=2", "&nosuch;", "a &amp b"}) {
        auto out = of_names({name});
        EXPECT_THAT(out.told(), IsEmpty()) << name;
        EXPECT_EQ(out.clean, fmt::format("id,name\nA0,{}\n", name));
    }
}

TEST(Decoding, a_column_is_found_by_the_name_that_is_meant)
{
    auto out = done("Id,Pr&eacute;nom &amp; Nom\nA0,Ada\n");
    EXPECT_EQ(out.clean, "id,name\nA0,Ada\n");
}

TEST(Decoding, characters_that_nobody_sees_are_taken_out_and_told)
{
    auto out = of_names({"Ada\u200B Lee", "Bo\u00ADris", "\u202ACleo\u202C", "Do\x01v", "E\uFEFFve", "Fa\u200Dy"});
    EXPECT_EQ(out.clean, "id,name\nA0,Ada Lee\nA1,Boris\nA2,Cleo\nA3,Dov\nA4,Eve\nA5,Fay\n");
    EXPECT_THAT(out.told(), ElementsAre(HasSubstr("invisible_characters: 6 cells had")));
    EXPECT_THAT(out.told()[0], HasSubstr("“Ada<U+200B> Lee” became “Ada Lee”"));
}

TEST(Decoding, keys_that_look_the_same_are_the_same)
{
    auto out = done("Id,Prénom & Nom\nA1,Ada\nA\u200B1,Ada Lee\n");
    std::vector<std::string> rules;
    for (const auto& finding : out.prepared.findings) rules.push_back(finding.rule);
    EXPECT_THAT(rules, Contains("primary_key"));
}

TEST(Decoding, letters_keep_what_shapes_them)
{
    // Persian with a non-joiner, Hindi with a joiner, an emoji of a family, Hebrew with a mark of direction.
    for (const auto* name : {"می\u200Cخواهم", "क्\u200Dष", "👩\u200D👧", "כהן \u200F(ב)", "Zoë\nLee"}) {
        auto out = of_names({name});
        EXPECT_THAT(out.told(), IsEmpty()) << name;
        EXPECT_THAT(out.clean, HasSubstr(name));
    }
}

TEST(Utf7, is_asked_and_read_as_chosen)
{
    const std::vector<std::string> names{"Ren+AOk-", "Zo+AOs-", "M+APw-ller"};
    std::string text = "Id,Pr+AOk-nom +ACY- Nom\n";
    for (const auto& name : names) text += name + "," + name + "\n";
    auto asked = done(text);
    EXPECT_EQ(asked.prepared.verdict, Verdict::hold);
    ASSERT_THAT(asked.told(), ElementsAre(HasSubstr("encoding: ")));
    EXPECT_THAT(asked.prepared.doubts[0].alternatives[0].sample, Contains("René"));
    EXPECT_EQ(done(text, {{"encoding", "UTF-7"}}).clean, "id,name\nRené,René\nZoë,Zoë\nMüller,Müller\n");
    EXPECT_THAT(done(text, {{"encoding", "UTF-8"}}).clean, HasSubstr("Ren+AOk-"));
}

TEST(Utf7, numbers_and_words_with_a_plus_are_none)
{
    for (const auto* name : {"+49-30-123", "+120-44", "A+B-C", "+AB-", "C++-", "1+1-2", "+Bob-", "0+ABC-", "+-"})
        EXPECT_THAT(done(fmt::format("Id,Name\nA1,{}\n", name)).told(), IsEmpty()) << name;
}

TEST(RepeatedHeaders, of_files_put_together_are_no_rows)
{
    const std::string first = "\xEF\xBB\xBF\"Id\",\"Prénom & Nom\"\r\n\"A1\",\"Ada\"\r\n";
    EXPECT_EQ(done(first + "\xEF\xBB\xBF\"Id\",\"Prénom & Nom\"\r\n\"A2\",\"Ben\"\r\n").clean,
              "id,name\nA1,Ada\nA2,Ben\n");
    EXPECT_EQ(done(first + "\xEF\xBB\xBF\"A2\",\"Ben, B\"\r\n\"A3\",\"Cleo\"\r\n").clean,
              "id,name\nA1,Ada\nA2,\"Ben, B\"\nA3,Cleo\n");
    EXPECT_EQ(done(first + "ID , prénom & nom\r\nA2,Ben\r\n").clean, "id,name\nA1,Ada\nA2,Ben\n");
    // One name alone is a value.
    EXPECT_EQ(done(first + "Id,Ben\r\n").clean, "id,name\nA1,Ada\nId,Ben\n");
}

TEST(RepeatedHeaders, in_another_order_are_asked)
{
    const std::string text = "Id,Prénom & Nom\nA1,Ada\nPrénom & Nom,Id\nBen,A2\n";
    auto out = done(text);
    EXPECT_EQ(out.prepared.verdict, Verdict::hold);
    EXPECT_THAT(out.told(), ElementsAre(HasSubstr("rows:headers: Row 3 names the columns again")));
    EXPECT_EQ(done(text, {{"rows:headers", "keep"}}).clean, "id,name\nA1,Ada\nBen,A2\n");
}
} // namespace
} // namespace engine
