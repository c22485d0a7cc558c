#include "engine/contract/edit_rules.hpp"
#include "engine/contract/write.hpp"
#include "engine/contract/yaml_document.hpp"
#include <algorithm>
#include <optional>
#include <vector>

namespace engine
{
namespace
{
// The text has another shape than this way of editing knows.
struct OtherShape {
};

std::size_t line_start(std::string_view text, std::size_t at)
{
    auto before = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return before == std::string_view::npos ? 0 : before + 1;
}

bool says_nothing(std::string_view line)
{
    auto first = line.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos || line[first] == '#';
}

// The end of the last line before `end` that is neither blank nor a comment.
std::size_t end_of_content(std::string_view text, std::size_t begin, std::size_t end)
{
    while (end > begin) {
        auto start = std::max(begin, line_start(text, end - 1));
        if (!says_nothing(text.substr(start, end - start))) break;
        end = start;
    }
    return end;
}

// A member of a map or an item of a list: whole lines, and the comment lines above them.
struct Part {
    std::string key; // of a member
    YAML::Node node;
    std::size_t above, begin, end; // comments from `above`, content from `begin`
};

std::vector<Part> cut(std::string_view text, std::vector<Part> parts, std::size_t begin, std::size_t end)
{
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto& part = parts[i];
        if (part.begin < begin || (i > 0 && part.begin <= parts[i - 1].begin)) throw OtherShape();
        part.end = end_of_content(text, part.begin, i + 1 < parts.size() ? parts[i + 1].begin : end);
        part.above = i > 0 ? parts[i - 1].end : end_of_content(text, begin, part.begin);
    }
    return parts;
}

std::vector<Part> members(std::string_view text, const YAML::Node& map, std::size_t begin, std::size_t end)
{
    std::vector<Part> parts;
    for (const auto& member : map) {
        auto at = line_start(text, static_cast<std::size_t>(member.first.Mark().pos));
        parts.push_back({member.first.Scalar(), member.second, 0, at, 0});
    }
    return cut(text, std::move(parts), begin, end);
}

// Of a list with each item on lines of its own; otherwise there are none.
std::vector<Part> items(std::string_view text, const YAML::Node& list, std::size_t begin, std::size_t end)
{
    if (!list.IsSequence() || list.Style() == YAML::EmitterStyle::Flow) throw OtherShape();
    std::vector<Part> parts;
    for (const auto& item : list) {
        auto at = line_start(text, static_cast<std::size_t>(item.Mark().pos));
        auto dash = text.find_first_not_of(" \t", at);
        if (dash == std::string_view::npos || text[dash] != '-') throw OtherShape();
        parts.push_back({"", item, 0, at, 0});
    }
    return cut(text, std::move(parts), begin, end);
}

std::string_view content(std::string_view text, const Part& part)
{
    return text.substr(part.begin, part.end - part.begin);
}

std::string name_of(const YAML::Node& item)
{
    auto name = item["name"];
    return name && name.IsScalar() ? name.Scalar() : "";
}

// A document in its three forms: the person's text, the same as it would be written, and what it is to become.
struct Extent {
    std::string_view text;
    YAML::Node node;
    std::size_t begin, end;
};

// The written item `line` with what the text says of it beyond what a contract keeps, such as an example.
std::string with_other_members(std::string_view line, const YAML::Node& own, const YAML::Node& before,
                               const YAML::Node& after)
{
    std::string out(line);
    auto end = out.rfind('}');
    if (!own.IsMap() || !before.IsMap() || !after.IsMap() || end == std::string::npos) return out;
    for (const auto& member : own) {
        const auto& key = member.first.Scalar();
        if (before[key] || after[key]) continue;
        YAML::Emitter value; // in a list of one, so that it is written as inside brackets
        value << YAML::Flow << YAML::BeginSeq << member.second << YAML::EndSeq;
        std::string_view listed = value.c_str();
        auto more = ", " + key + ": " + std::string(listed.substr(1, listed.size() - 2));
        out.insert(end, more);
        end += more.size();
    }
    return out;
}

std::string indented_like(std::string_view model, std::string_view line)
{
    auto spaces = model.find_first_not_of(' ');
    auto own = line.find_first_not_of(' ');
    return std::string(spaces == std::string_view::npos ? 0 : spaces, ' ') + std::string(line.substr(own));
}

// The items of the written list `to` as lines of the text: those that it has already with their own words.
std::string patch_list(const Extent& text, const Extent& from, const Extent& to)
{
    auto own = items(text.text, text.node, text.begin, text.end);
    auto before = items(from.text, from.node, from.begin, from.end);
    auto after = items(to.text, to.node, to.begin, to.end);
    if (own.size() != before.size() || own.empty()) throw OtherShape();
    std::vector<bool> used(own.size());
    auto take = [&](auto fits) -> std::optional<std::size_t> {
        for (std::size_t i = 0; i < own.size(); ++i)
            if (!used[i] && fits(i)) return used[i] = true, std::optional(i);
        return std::nullopt;
    };
    std::vector<std::optional<std::size_t>> same(after.size()), similar(after.size());
    for (std::size_t i = 0; i < after.size(); ++i)
        same[i] = take([&](std::size_t j) { return content(from.text, before[j]) == content(to.text, after[i]); });
    for (std::size_t i = 0; i < after.size(); ++i)
        if (!same[i])
            similar[i] = take([&](std::size_t j) { return name_of(before[j].node) == name_of(after[i].node); });

    std::string out(text.text.substr(text.begin, own.front().above - text.begin)); // the line of the key
    auto model = content(text.text, own.front());
    auto add = [&out](std::string_view lines) {
        if (!out.empty() && out.back() != '\n') out += '\n';
        out += lines;
    };
    for (std::size_t i = 0; i < after.size(); ++i) {
        if (auto keep = same[i] ? same[i] : similar[i])
            add(text.text.substr(own[*keep].above, own[*keep].begin - own[*keep].above));
        auto line = std::string(content(to.text, after[i]));
        if (similar[i]) line = with_other_members(line, own[*similar[i]].node, before[*similar[i]].node, after[i].node);
        add(same[i] ? std::string(content(text.text, own[*same[i]])) : indented_like(model, line));
    }
    add(text.text.substr(own.back().end, text.end - own.back().end));
    return out;
}

std::string patch_map(const Extent& text, const Extent& from, const Extent& to);

std::string patch_member(const Extent& text, const Extent& from, const Extent& to)
{
    try {
        if (to.node.IsSequence()) return patch_list(text, from, to);
        if (to.node.IsMap() && to.node.Style() != YAML::EmitterStyle::Flow &&
            text.node.Style() != YAML::EmitterStyle::Flow)
            return patch_map(text, from, to);
    } catch (const OtherShape&) { // then all of it is written anew
    }
    return std::string(to.text.substr(to.begin, to.end - to.begin));
}

// The members of the text, those that differ written anew; new ones come where they would be written.
std::string patch_map(const Extent& text, const Extent& from, const Extent& to)
{
    auto own = members(text.text, text.node, text.begin, text.end);
    auto before = members(from.text, from.node, from.begin, from.end);
    auto after = members(to.text, to.node, to.begin, to.end);
    auto indent = [](std::string_view line) { return line.find_first_not_of(' '); };
    if (own.empty() ||
        (!after.empty() && indent(content(text.text, own.front())) != indent(content(to.text, after.front()))))
        throw OtherShape();
    auto find = [](const std::vector<Part>& parts, const std::string& key) {
        auto found = std::ranges::find(parts, key, &Part::key);
        return found == parts.end() ? nullptr : &*found;
    };
    std::string out(text.text.substr(text.begin, own.front().above - text.begin));
    auto add = [&out](std::string_view lines) {
        if (!lines.empty() && !out.empty() && out.back() != '\n') out += '\n';
        out += lines;
    };
    std::size_t next = 0; // of `after`: what is written up to here
    auto add_new_until = [&](const std::string* key) {
        while (next < after.size() && (!key || after[next].key != *key)) {
            const auto& part = after[next];
            const auto* was = find(before, part.key);
            bool differs = !was || content(from.text, *was) != content(to.text, part);
            if (differs && !find(own, part.key)) add(content(to.text, part));
            ++next;
        }
        next += next < after.size();
    };
    for (const auto& part : own) {
        const auto* wanted = find(after, part.key);
        const auto* was = find(before, part.key);
        // Where the order of the text is another, what is new comes at the end.
        if (wanted && static_cast<std::size_t>(wanted - after.data()) >= next) add_new_until(&part.key);
        if (!wanted && was) continue; // taken out, with its comments
        add(text.text.substr(part.above, part.begin - part.above));
        if (wanted && was && content(to.text, *wanted) != content(from.text, *was))
            add(patch_member({text.text, part.node, part.begin, part.end}, {from.text, was->node, was->begin, was->end},
                             {to.text, wanted->node, wanted->begin, wanted->end}));
        else if (wanted && !was) // as by default until now, whether the text says so or not
            add(content(to.text, *wanted));
        else
            add(content(text.text, part));
    }
    add_new_until(nullptr);
    add(text.text.substr(own.back().end, text.end - own.back().end));
    return out;
}

// Whether the text says what it should; one with errors cannot be asked.
bool says(const std::string& text, const std::string& written)
{
    try {
        return write_contract(parse_contract(text, "file rules")) == written;
    } catch (const ContractErrors&) {
    }
    try {
        parse_contract(written, "file rules");
        return false;
    } catch (const ContractErrors&) {
    }
    try {
        return load_yaml(text).IsMap();
    } catch (const YAML::Exception&) {
        return false;
    }
}
} // namespace

std::string with_rules(std::string_view text, const Contract& to)
{
    auto before = write_contract(parse_contract(text, "file rules"));
    auto after = write_contract(to);
    if (before == after) return std::string(text);
    auto first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] != '{') {
        try {
            auto side = [](std::string_view of) { return Extent{of, load_yaml(of), 0, of.size()}; };
            auto patched = patch_map(side(text), side(before), side(after));
            if (says(patched, after)) return patched;
        } catch (const OtherShape&) {
        } catch (const YAML::Exception&) {
        }
    }
    return after;
}
} // namespace engine
