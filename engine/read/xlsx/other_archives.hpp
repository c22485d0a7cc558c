#pragma once
// ZIP archives and compound files that are no XLSX workbook, and what to do about each.
#include "engine/read/compound/compound_file.hpp"
#include "engine/read/package/zip.hpp"

namespace engine::xlsx
{
// Throws Unreadable where the archive is something else that we know, or nothing that we know.
void refuse_other_archives(package::ZipArchive& archive);
// Throws Unreadable: a compound file that is no locked workbook.
[[noreturn]] void refuse_other_compounds(const compound::CompoundFile& file, const std::string& name);
} // namespace engine::xlsx
