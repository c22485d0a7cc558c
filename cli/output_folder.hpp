#pragma once
// A folder that outputs appear in, whole or not at all: they are written beside it under other names and moved in at
// the end. What was not moved in disappears.
#include "server/sandbox/descriptor.hpp"
#include <filesystem>
#include <map>
#include <string>

namespace cli
{
class OutputFolder
{
public:
    // Creates the folder where it is missing. Throws Problem.
    explicit OutputFolder(const std::string& path);
    ~OutputFolder();
    OutputFolder(const OutputFolder&) = delete;
    OutputFolder& operator=(const OutputFolder&) = delete;

    int open(const std::string& name); // a descriptor that the folder keeps
    void write(const std::string& name, const std::string& text);
    int descriptor(const std::string& name) const { return files_.at(name).number(); }
    bool is_empty(const std::string& name) const;
    void publish(const std::string& name, const std::string& as);
    void remove(const std::string& name); // an output of an earlier run

private:
    std::filesystem::path folder_, workshop_;
    bool created_ = false, published_ = false;
    std::map<std::string, sandbox::Descriptor> files_;
};
} // namespace cli
