// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The PDF on a descriptor, opened with Poppler.
#include <memory>
#include <optional>
#include <poppler/PDFDoc.h>
#include <string>

namespace pdfhelper
{
// The bytes of the file, mapped for the life of the program.
class MappedFile
{
public:
    explicit MappedFile(int descriptor); // throws std::system_error
    const char* data() const { return data_; }
    std::int64_t size() const { return size_; }

private:
    const char* data_ = nullptr;
    std::int64_t size_ = 0;
};

struct Opened {
    std::unique_ptr<PDFDoc> document; // null where it cannot be read
    const char* failure = "";         // then one of: locked, password, damaged
};
Opened open_document(const MappedFile& file, const std::optional<std::string>& password);
} // namespace pdfhelper
