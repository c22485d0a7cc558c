#pragma once
// For stores: what became of `reports p` since (StandsAs), as a part of a statement; null where there is no report.

#define REPORT_STANDS                                                                                                  \
    "CASE WHEN p.id IS NULL THEN NULL WHEN p.withdrawn_at IS NOT NULL THEN 'withdrawn' "                               \
    "WHEN EXISTS (SELECT 1 FROM reports n WHERE n.report_key = p.report_key AND n.version > p.version) "               \
    "THEN 'superseded' ELSE 'current' END"
