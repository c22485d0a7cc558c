#include "server/metrics/process.hpp"
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sys/resource.h>
#include <unistd.h>

namespace metrics
{
double start_time_seconds()
{
    static const auto started = static_cast<double>(std::time(nullptr));
    return started;
}

double cpu_seconds()
{
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double resident_bytes()
{
    std::ifstream statm("/proc/self/statm");
    double pages = 0, resident = 0;
    statm >> pages >> resident;
    return resident * static_cast<double>(sysconf(_SC_PAGESIZE));
}

double open_descriptors()
{
    std::error_code failed;
    std::filesystem::directory_iterator descriptors("/proc/self/fd", failed);
    return failed ? 0 : static_cast<double>(std::distance(begin(descriptors), end(descriptors)));
}
} // namespace metrics
