#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
namespace
{
bool is_plain(char c) { return c > ' ' && c < 0x7F; } // no white space of any script starts or ends with it

class Trim final : public CleaningStep
{
public:
    std::int64_t apply(Batch& batch) override
    {
        return change_all_cells(batch, [](std::string_view cell, std::string&) {
            return is_plain(cell.front()) && is_plain(cell.back()) ? cell : trim(cell);
        });
    }
};
} // namespace

StepPtr make_step(const TrimStep&, StepSite) { return std::make_unique<Trim>(); }
} // namespace engine
