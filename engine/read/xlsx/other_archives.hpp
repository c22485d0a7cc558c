#pragma once
// ZIP archives that are no XLSX workbook, and what to do about each.
#include "engine/read/package/zip.hpp"

namespace engine::xlsx
{
// Throws Unreadable where the archive is something else that we know, or nothing that we know.
void refuse_other_archives(package::ZipArchive& archive);
} // namespace engine::xlsx
