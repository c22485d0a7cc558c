#pragma once
// What a run is compared with: other feeds that foreign keys name, and this feed's previous version.
#include "engine/run/job.hpp"
#include "engine/table/key_set.hpp"
#include "engine/validate/comparison.hpp"
#include <functional>
#include <memory>
#include <span>

namespace engine
{
// The keys, by value, that foreign keys of the schema may refer to, from the files of other feeds; each is loaded when
// it is first asked for. A file without the columns is a notice, and no keys.
class References
{
public:
    References(const Job& job, const Schema& schema, std::vector<Notice>& notices)
        : job_(job), schema_(schema), notices_(notices)
    {
    }
    // Null where it is not at hand, which is a notice. Throws Unreadable.
    const KeySet* of(const ForeignKey& key);

private:
    const Job& job_;
    const Schema& schema_;
    std::vector<Notice>& notices_;
    std::map<std::pair<std::string, std::vector<std::string>>, std::unique_ptr<KeySet>> loaded_;
};

// The rows of the previous version, or null where there is none. What cannot be compared is a notice.
std::unique_ptr<Comparison> load_previous(const Contract& contract, const ByteSource* previous,
                                          const ByteSource* history, std::vector<Notice>& notices);

// Hands over the rows of the previous version that no row of this file has replaced, in the order of the schema's
// fields; a field that it lacks is null. Returns how many.
std::int64_t each_kept_row(const Schema& schema, const ByteSource& previous, const Comparison& comparison,
                           const std::function<void(std::span<const std::string_view>)>& row);
} // namespace engine
