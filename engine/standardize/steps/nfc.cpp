#include "engine/standardize/steps.hpp"
#include "engine/standardize/steps/cells.hpp"
#include "engine/text/unicode.hpp"

namespace engine
{
namespace
{
class Nfc final : public CleaningStep
{
public:
    std::int64_t apply(Batch& batch) override
    {
        return change_all_cells(batch, [](std::string_view cell, std::string& room) { return nfc(cell, room); });
    }
};
} // namespace

StepPtr make_step(const NfcStep&, StepSite) { return std::make_unique<Nfc>(); }
} // namespace engine
