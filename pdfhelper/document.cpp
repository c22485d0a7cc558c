// SPDX-License-Identifier: GPL-3.0-or-later
#include "pdfhelper/document.hpp"
#include <cerrno>
#include <poppler/ErrorCodes.h>
#include <poppler/Stream.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <system_error>

namespace pdfhelper
{
MappedFile::MappedFile(int descriptor)
{
    struct stat status{};
    if (fstat(descriptor, &status) != 0) throw std::system_error(errno, std::generic_category(), "fstat");
    size_ = status.st_size;
    if (size_ == 0) return;
    void* mapped = mmap(nullptr, static_cast<std::size_t>(size_), PROT_READ, MAP_PRIVATE, descriptor, 0);
    if (mapped == MAP_FAILED) throw std::system_error(errno, std::generic_category(), "mmap");
    data_ = static_cast<const char*>(mapped);
}

Opened open_document(const MappedFile& file, const std::optional<std::string>& password)
{
    std::optional<GooString> word;
    if (password) word.emplace(*password);
    auto* stream = new MemStream(file.data(), 0, file.size(), Object(objNull)); // the document owns it
    auto document = std::make_unique<PDFDoc>(stream, word, word);
    if (document->isOk() && document->getNumPages() > 0) return {std::move(document), ""};
    if (document->getErrorCode() == errEncrypted) return {nullptr, password ? "password" : "locked"};
    return {nullptr, "damaged"};
}
} // namespace pdfhelper
