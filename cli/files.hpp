#pragma once
// Files that a person names on the command line.
#include "server/sandbox/descriptor.hpp"
#include <string>

namespace cli
{
// A regular file, open for reading. Throws Problem with a sentence for everything else.
sandbox::Descriptor open_input(const std::string& path);
std::string read_text(const std::string& path, std::size_t limit); // throws Problem
std::string file_name(const std::string& path);                    // without its folders
std::string sha256_of(int descriptor);
// A nameless file on disk, for output that is only worth having as a whole.
sandbox::Descriptor scratch_file();
void copy_to_stdout(int descriptor); // from its beginning
} // namespace cli
