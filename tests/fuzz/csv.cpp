// Delimited text of any kind.
#include "tests/fuzz/extract.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    fuzz::extract(fuzz::text(bytes, size), "file.csv");
    return 0;
}
