#pragma once
// The parts of a contract's document, each read by one function.
#include "engine/contract/contract.hpp"
#include "engine/contract/cursor.hpp"

namespace engine::contract_parts
{
void read_document(const Cursor& root, const Schema* transformed, Contract& out); // see parse_contract
Schema read_schema(const Cursor& at);
std::vector<std::string> read_missing_values(const Cursor& at); // values, or values with a label each
Field read_field(const Cursor& at);
void read_constraints(const Cursor& at, Field& field);
// The names of the schema's fields are known by now; `steps` may also name columns of the file.
std::vector<Step> read_steps(const Cursor& at, const Schema& schema);
std::vector<Check> read_checks(const Cursor& at, const Schema& schema);
std::vector<Alias> read_aliases(const Cursor& at, const Schema& schema);
ReadRules read_reading(const Cursor& at);
Limits read_limits(const Cursor& at);
History read_history(const Cursor& at);
Privacy read_privacy(const Cursor& at, const Schema* columns);
ReportLayout read_report(const Cursor& at, const Schema* columns); // null: their names are not known yet
// Of a section that does not say what it shows: rows and their share; a line stands for its numbers.
std::vector<Measure> usual_measures(std::optional<ChartKind> chart);
PublishTargets read_publish(const Cursor& at);

// A name that must be a field of the schema; an error with the nearest name where it is none.
std::string field_name(const Cursor& at, const Schema& schema);
std::vector<std::string> field_names(const Cursor& at, const Schema& schema); // a name or a list of them
// Compiles a SQL expression over the schema's fields; its error lands inside the text.
std::string expression(const Cursor& at, const Schema& schema);

} // namespace engine::contract_parts
