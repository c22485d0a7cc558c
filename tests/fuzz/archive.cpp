// A ZIP archive as it comes: its directory, its streams, and whatever stands in them.
#include "tests/fuzz/extract.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    fuzz::extract(fuzz::text(bytes, size), "file.xlsx");
    return 0;
}
