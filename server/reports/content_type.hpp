#pragma once
#include "server/reports/report.hpp"

namespace reports
{
inline const char* content_type(ReportFormat format)
{
    switch (format) {
    case ReportFormat::csv:
    case ReportFormat::excel_csv:
        return "text/csv; charset=utf-8";
    case ReportFormat::pdf:
        return "application/pdf";
    case ReportFormat::xlsx:
        return "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    case ReportFormat::parquet:
        return "application/vnd.apache.parquet";
    }
    return "application/octet-stream";
}
} // namespace reports
