#pragma once
// What the system says about this process.

namespace metrics
{
double start_time_seconds(); // since 1970
double cpu_seconds();
double resident_bytes();
double open_descriptors();
} // namespace metrics
