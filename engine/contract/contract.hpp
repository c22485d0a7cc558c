#pragma once
// A feed's file rules: what a file of this feed looks like, how it is cleaned, checked, limited and published.
#include "engine/contract/errors.hpp"
#include "engine/contract/report_layout.hpp"
#include "engine/contract/schema.hpp"
#include "engine/contract/step.hpp"
#include "engine/table/finding.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine
{
enum class Delivery { snapshot, period }; // each file is the whole truth; each file is for one period
BOOST_DESCRIBE_ENUM(Delivery, snapshot, period)
enum class Period { none, week, month, term };
BOOST_DESCRIBE_ENUM(Period, none, week, month, term)
enum class SecondFile { ask, replace, append };
BOOST_DESCRIBE_ENUM(SecondFile, ask, replace, append)

// What the feed fixes about reading; everything unset (or `auto` in the text) is detected.
struct ReadRules {
    std::optional<std::string> encoding, delimiter, quote, escape, sheet, pages, area;
    std::optional<int> header_row, header_rows;
};

// A SQL boolean expression about one row. False is a finding; unknown (null) passes, as in a SQL CHECK constraint.
struct Check {
    std::string name;
    std::string expect;
    Severity severity = Severity::error;
    Place place; // of the expression
};

// A SELECT over the rows that passed; DuckDB reads it once the file is at hand (engine/transform/).
struct Query {
    std::string sql;
    Place place;
};

// Shares, 0 … 1. Above one of them a run waits for a person.
struct Limits {
    double bad_rows = 0.05;
    double gone = 0.10;
    double changed = 0.75;
};

// Shares, 0 … 1, compared with what this feed sent before.
struct History {
    std::optional<double> rows;
    std::optional<double> nulls;
};

struct Privacy {
    std::optional<int> retention_days;
    std::optional<int> suppress_below; // counts below are not shown
    std::vector<std::string> counts;   // published columns whose cells count people
    std::vector<std::string> recipient_domains;
};

enum class PublishFormat { csv, excel_csv, pdf, xlsx, parquet }; // excel_csv: with a byte order mark and CR LF
BOOST_DESCRIBE_ENUM(PublishFormat, csv, excel_csv, pdf, xlsx, parquet)
struct PublishTargets {
    std::vector<PublishFormat> formats{PublishFormat::csv, PublishFormat::pdf};
    std::vector<std::string> to;
};

struct Alias {
    std::string field;
    std::vector<std::string> names; // headers that mean this field
};

struct Contract {
    std::string feed;
    std::string title; // the feed's name where the contract gives none
    std::string department;
    Delivery delivery = Delivery::snapshot;
    Period period = Period::none;
    SecondFile second_file = SecondFile::ask;
    std::optional<std::string> match_filename; // a pattern with * and ?
    ReadRules read;
    Schema schema;
    std::vector<Alias> aliases;
    std::vector<Step> steps;
    std::vector<Check> checks;
    std::optional<History> history;
    Limits limits;
    Privacy privacy;
    std::optional<Query> transform;
    ReportLayout report;
    PublishTargets publish;
};

// Whether what is published are other rows than those that pass.
inline bool publishes_other_rows(const Contract& contract)
{
    return contract.transform || !contract.privacy.counts.empty();
}

// Reads YAML or JSON: a contract, or a plain Table Schema (`fields` at the top), which becomes the contract of a feed
// called as the document is. `name` is the document's, for messages. Throws ContractErrors with every error of the
// document. `transformed` are the columns that the transform gives: the report's names are checked against them. Where
// there is a transform and they are not known yet, those names are not checked.
Contract parse_contract(std::string_view text, const std::string& name, const Schema* transformed = nullptr);
} // namespace engine
