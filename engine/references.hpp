#pragma once
// What a run is compared with: other feeds that foreign keys name, and this feed's previous version.
#include "engine/process.hpp"
#include "engine/table/key_set.hpp"
#include <functional>
#include <memory>
#include <span>

namespace engine
{
// The keys that a foreign key of the schema may refer to, by value. Throws Unreadable; a file without the columns is a
// notice, and no keys.
std::unique_ptr<KeySet> load_reference(const Schema& schema, const ForeignKey& key, const ByteSource& file,
                                       std::vector<Notice>& notices);

// The rows of the previous version, or null where there is none. What cannot be compared is a notice.
std::unique_ptr<Comparison> load_previous(const Contract& contract, const ByteSource* previous,
                                          const ByteSource* history, std::vector<Notice>& notices);

// Hands over the rows of the previous version that no row of this file has replaced, in the order of the schema's
// fields; a field that it lacks is null. Returns how many.
std::int64_t each_kept_row(const Schema& schema, const ByteSource& previous, const Comparison& comparison,
                           const std::function<void(std::span<const std::string_view>)>& row);
} // namespace engine
