#pragma once
// SHA-256 of files while another process still writes them: outputs only grow, so what is there is hashed while the
// rest is on its way.
#include <condition_variable>
#include <future>
#include <mutex>
#include <string>
#include <vector>

namespace cli
{
class HashAhead
{
public:
    explicit HashAhead(std::vector<int> descriptors); // which stay the caller's
    ~HashAhead();

    // When nothing is written any more: the digests, in the order of the descriptors.
    std::vector<std::string> finish();

private:
    enum class Files { growing, written, unwanted };
    std::vector<std::string> run();
    void now(Files state);
    bool is(Files state);

    std::vector<int> descriptors_;
    Files files_ = Files::growing;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::future<std::vector<std::string>> work_; // last: it uses the others
};
} // namespace cli
