#include "engine/contract/yaml_document.hpp"
#include <sstream>
#include <string>
#include <yaml-cpp/eventhandler.h>

namespace engine
{
namespace
{
constexpr int deepest = 64;

// Looks at the pieces of a text before nodes are made of them.
class Limits final : public YAML::EventHandler
{
public:
    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
    void OnAlias(const YAML::Mark& at, YAML::anchor_t) override
    {
        throw YamlRefused(at, "an alias (*name) stands here; write out what it stands for");
    }
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
    void OnSequenceStart(const YAML::Mark& at, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        enter(at);
    }
    void OnSequenceEnd() override { --depth_; }
    void OnMapStart(const YAML::Mark& at, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override
    {
        enter(at);
    }
    void OnMapEnd() override { --depth_; }

private:
    void enter(const YAML::Mark& at)
    {
        if (++depth_ > deepest) throw YamlRefused(at, "lists and maps are nested too deep here");
    }
    int depth_ = 0;
};
} // namespace

YAML::Node load_yaml(std::string_view text)
{
    std::string copy(text);
    std::istringstream stream(copy);
    YAML::Parser parser(stream);
    Limits limits;
    bool any = parser.HandleNextDocument(limits);
    auto document = YAML::Load(copy);
    // YAML::LoadAll is not for this: of some texts, such as a comma, it finds empty documents without end.
    if (any && document.IsMap() && parser.HandleNextDocument(limits))
        throw YamlRefused(YAML::Mark(), "there are several YAML documents here, expected one");
    return document;
}
} // namespace engine
