#include "engine/read/jsonl/jsonl_reader.hpp"
#include "engine/read/chunk_builder.hpp"
#include "engine/read/encoding_doubt.hpp"
#include "engine/read/jsonl/json_line.hpp"
#include "engine/read/package/refusals.hpp"
#include "engine/read/text_without.hpp"
#include "engine/text/encoding.hpp"
#include "engine/text/unicode.hpp"
#include <algorithm>
#include <fmt/format.h>
#include <map>

namespace engine::jsonl
{
namespace
{
constexpr std::size_t longest_line = 16 << 20;

// The lines of a file, one after the other.
class Lines
{
public:
    Lines(const ByteSource& source, const Encoding& encoding, std::string file)
        : text_(source, encoding), file_(std::move(file))
    {
    }
    // False when there is none left.
    bool next(std::string_view& line)
    {
        for (;;) {
            auto end = buffer_.find('\n', at_);
            if (end == std::string::npos && !fill()) {
                if (at_ == buffer_.size()) return false;
                end = buffer_.size();
            } else if (end == std::string::npos)
                continue;
            line = std::string_view(buffer_).substr(at_, end - at_);
            at_ = std::min(end + 1, buffer_.size());
            ++number_;
            return true;
        }
    }
    std::uint64_t number() const { return number_; }
    double progress() const { return text_.progress(); }

private:
    bool fill()
    {
        buffer_.erase(0, at_);
        at_ = 0;
        auto filled = buffer_.size();
        if (filled > longest_line) throw package::cell_too_long(file_, longest_line);
        buffer_.resize(filled + (1 << 18));
        auto got = text_.read(std::span(buffer_).subspan(filled));
        buffer_.resize(filled + got);
        return got > 0;
    }

    TextStream text_;
    std::string file_, buffer_;
    std::size_t at_ = 0;
    std::uint64_t number_ = 0;
};

using Columns = std::map<std::string, std::size_t, std::less<>>;

// The keys of a file as columns: those that people read as the same name are one, unless a line has both.
struct Keys {
    std::vector<std::string> header;
    Columns columns;                                       // key → its place in the header
    std::vector<std::pair<std::string, std::string>> same; // a key, and the one that it is taken for
};

class JsonTable final : public TableReader
{
public:
    JsonTable(const ByteSource& source, const Encoding& encoding, std::string file, Keys keys)
        : lines_(source, encoding, file), file_(std::move(file)), header_(std::move(keys.header)),
          columns_(std::move(keys.columns))
    {
    }

    bool next(Chunk& out, std::vector<Finding>& findings) override
    {
        ChunkBuilder builder(out, std::max<std::size_t>(header_.size(), 1));
        if (!begun_ && !header_.empty()) {
            std::vector<std::string_view> names;
            for (const auto& name : header_) names.push_back(out.arena.copy(name));
            builder.add(names, RowKind::header, 1, names.size()); // the keys stand in every line
        }
        begun_ = true;
        for (std::string_view line; !builder.full(header_.size()) && lines_.next(line);)
            add(line, out, builder, findings);
        return builder.rows() > 0;
    }
    double progress() const override { return lines_.progress(); }

private:
    void add(std::string_view line, Chunk& out, ChunkBuilder& builder, std::vector<Finding>& findings)
    {
        std::vector<std::string_view> cells;
        if (is_blank(line)) return builder.add(cells, RowKind::blank, lines_.number(), 0);
        auto read = read_line(line);
        if (!read || read->is_object == header_.empty() || read->cells.size() > most_columns) {
            findings.push_back(malformed(line));
            return builder.add(cells, RowKind::data, lines_.number(), 0);
        }
        for (std::size_t i = 0; i < read->cells.size(); ++i) {
            auto column = read->is_object ? columns_.find(read->keys[i])->second : i;
            if (cells.size() <= column) cells.resize(column + 1, null_cell);
            cells[column] = read->cells[i] ? out.arena.copy(*read->cells[i]) : null_cell;
        }
        builder.add(cells, RowKind::data, lines_.number(), cells.size());
    }

    Finding malformed(std::string_view line) const
    {
        Finding finding;
        finding.rule = "malformed_row";
        finding.file = file_;
        finding.line = static_cast<std::int64_t>(lines_.number());
        finding.value = std::string(line.substr(0, utf8_prefix(line.substr(0, 200))));
        finding.message = fmt::format("Line {} is not the JSON {} that the other lines are.", lines_.number(),
                                      header_.empty() ? "array" : "object");
        finding.expected = header_.empty() ? R"(a line such as ["A1", 5])" : R"(a line such as {"id": "A1", "fee": 5})";
        finding.remedy = "Correct the line where the file comes from and send it again.";
        return finding;
    }

    Lines lines_;
    std::string file_;
    std::vector<std::string> header_;
    Columns columns_;
    bool begun_ = false;
};

Keys all_keys(const ByteSource& source, const Encoding& encoding, const std::string& name)
{
    struct Name {
        std::vector<std::string> spellings;
        std::uint64_t line = 0;   // where it was last seen
        std::size_t spelling = 0; // there
        bool apart = false;       // a line has two spellings
    };
    std::vector<Name> names;
    Columns by_key, by_fold, spelling; // key → names, folded key → names, key → spellings
    Lines lines(source, encoding, name);
    for (std::string_view line; lines.next(line);) {
        auto read = read_line(line);
        if (!read || !read->is_object) continue;
        for (auto& key : read->keys) {
            auto known = by_key.find(key);
            if (known == by_key.end()) {
                auto [of, added] = by_fold.emplace(fold(key), names.size());
                if (added) names.emplace_back();
                known = by_key.emplace(key, of->second).first;
                spelling.emplace(key, names[of->second].spellings.size());
                names[of->second].spellings.push_back(key);
                if (by_key.size() > most_columns) throw package::too_many_entries(name, most_columns);
            }
            auto& of = names[known->second];
            auto which = spelling.find(key)->second;
            of.apart |= of.line == lines.number() && of.spelling != which;
            of.line = lines.number();
            of.spelling = which;
        }
    }
    Keys out;
    for (const auto& of : names)
        for (const auto& key : of.spellings) {
            bool first = &key == &of.spellings.front();
            if (first || of.apart)
                out.header.push_back(key);
            else
                out.same.emplace_back(key, of.spellings.front());
            out.columns.emplace(key, out.header.size() - 1);
        }
    return out;
}

Notice one_name(const std::vector<std::pair<std::string, std::string>>& same)
{
    std::string list;
    for (const auto& [key, as] : same) list += fmt::format("{}“{}” and “{}”", list.empty() ? "" : ", ", as, key);
    return {"same_keys", fmt::format("Keys that differ in case or spaces alone are one column: {}.", list)};
}
} // namespace

bool is(std::string_view start, const ByteSource&)
{
    if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
    auto first = start.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (start[first] != '{' && start[first] != '[')) return false;
    auto line = start.substr(first, start.find('\n', first) - first);
    if (line.size() < start.size() - first) return read_line(line).has_value();
    // One line, or the beginning of a long one: an object begins with a key.
    auto key = line.find_first_not_of(" \t", 1);
    return read_line(line) ||
           (line[0] == '{' && start.size() > 1024 && key != std::string_view::npos && line[key] == '"');
}

namespace
{
Encoding encoding_of(const ByteSource& source, const ReadOptions& options)
{
    auto encoding = detect_encoding(source);
    if (options.encoding && *options.encoding != "auto")
        encoding = named_encoding(source, *options.encoding).value_or(encoding);
    return encoding;
}
} // namespace

void write_without(const ByteSource& source, const ReadOptions& options, std::span<const std::uint64_t> lines,
                   ByteSink& sink)
{
    auto encoding = encoding_of(source, options);
    TextStream text(source, walked_as(encoding));
    std::vector<TextRange> ranges;
    std::vector<char> piece(1 << 20);
    std::uint64_t line = 1, begin = 0, end = 0;
    auto end_line = [&] {
        if (ranges.size() < lines.size() && line == lines[ranges.size()])
            ranges.push_back({begin, std::max(begin, end)});
        ++line;
    };
    for (std::uint64_t at = 0; auto got = text.read(piece); at += got)
        for (std::size_t i = 0; i < got; ++i) {
            if (piece[i] == '\n') {
                end_line();
                begin = at + i + 1;
            } else if (piece[i] != '\r') // what a line ends with is no part of it
                end = at + i + 1;
        }
    end_line();
    write_text_without(source, encoding, ranges, sink);
}

OpenedFile open(const ByteSource& source, const std::string& name, const ReadOptions& options)
{
    auto encoding = encoding_of(source, options);
    auto keys = all_keys(source, encoding, name);
    OpenedFile opened;
    opened.kind = FileKind::jsonl;
    opened.dialect = {encoding.name, "", "", "", "\n", std::nullopt};
    if (!keys.header.empty()) opened.dialect.header_row = 1;
    if (!keys.same.empty()) opened.notices.push_back(one_name(keys.same));
    if (auto doubt = encoding_doubt(encoding)) opened.doubts.push_back(std::move(*doubt));
    opened.tables.push_back(std::make_unique<JsonTable>(source, encoding, name, std::move(keys)));
    return opened;
}
} // namespace engine::jsonl
