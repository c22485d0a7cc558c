// The parts of a workbook in a sound archive: XML that is out of form, cells, formats, strings.
// Input: options, rows of a sheet, shared strings, number formats, cell styles, attributes of the workbook.
#include "engine/read/xlsx/book_for_tests.hpp"
#include "tests/fuzz/extract.hpp"

int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size)
{
    fuzz::Parts parts(fuzz::text(bytes, size));
    engine::ReadOptions options;
    auto chosen = parts.next();
    options.stored = chosen.find('s') != chosen.npos;
    options.canonical = chosen.find('c') != chosen.npos;
    engine::xlsx::BookForTests book;
    book.sheets = {{"name=\"Marks\"", std::string(parts.next())}};
    book.strings = parts.next();
    book.formats = parts.next();
    book.styles = parts.next();
    book.workbook_properties = parts.next();
    fuzz::extract(book.bytes(), "file.xlsx", options);
    return 0;
}
