#include "server/users/password.hpp"
#include "base/ids.hpp"
#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>
#include <sodium.h>
#include <stdexcept>

namespace users
{
namespace
{
// The head of the lists of passwords found in breaches, in lower case, of eight characters or more.
constexpr std::array<std::string_view, 104> most_used{
    "12345678",      "123456789", "1234567890", "password",     "password1", "password12", "password123",
    "qwertyuiop",    "qwerty123", "qwerty12",   "qwerty1234",   "1q2w3e4r",  "1q2w3e4r5t", "1qaz2wsx",
    "11111111",      "00000000",  "88888888",   "99999999",     "87654321",  "987654321",  "0987654321",
    "123123123",     "12341234",  "11223344",   "112233445566", "abcd1234",  "abc12345",   "abcdefgh",
    "a1b2c3d4",      "aa123456",  "asdfghjk",   "asdfghjkl",    "asdf1234",  "zxcvbnm1",   "zxcvbnm123",
    "zaq12wsx",      "qazwsxedc", "q1w2e3r4",   "q1w2e3r4t5",   "iloveyou",  "iloveyou1",  "sunshine",
    "princess",      "princess1", "football",   "football1",    "baseball",  "basketball", "superman",
    "superman1",     "batman123", "spiderman",  "starwars",     "pokemon1",  "pokemon123", "minecraft",
    "charlie1",      "michael1",  "jennifer",   "jessica1",     "michelle",  "jordan23",   "liverpool",
    "liverpool1",    "chelsea1",  "arsenal1",   "manchester",   "welcome1",  "welcome123", "letmein1",
    "letmein123",    "trustno1",  "changeme",   "changeme1",    "default1",  "admin123",   "admin1234",
    "administrator", "root1234",  "passw0rd",   "p@ssw0rd",     "p@ssword",  "pa55word",   "pass1234",
    "password!",     "secret123", "computer",   "internet",     "samsung1",  "whatever",   "blink182",
    "master123",     "dragon123", "monkey123",  "shadow123",    "hello123",  "summer2026", "winter2026",
    "school123",     "teacher1",  "student1",   "batchops",     "batchops1", "batchops123"};

// Two work, eight wait, the others are sent away.
class Gate
{
public:
    bool enter()
    {
        std::unique_lock lock(mutex_);
        if (working_ == 2 && waiting_ == 8) return false;
        ++waiting_;
        free_.wait(lock, [&] { return working_ < 2; });
        --waiting_;
        ++working_;
        return true;
    }
    void leave()
    {
        {
            std::lock_guard lock(mutex_);
            --working_;
        }
        free_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable free_;
    int working_ = 0;
    int waiting_ = 0;
};

Gate& gate()
{
    static Gate only;
    return only;
}

template <class Work> auto guarded(Work work) -> Result<decltype(work())>
{
    static const bool ready = sodium_init() >= 0;
    if (!ready) throw std::runtime_error("libsodium does not start");
    if (!gate().enter())
        return refuse(Why::too_many, "Too many people are signing in at this moment. Try again in a few seconds.");
    struct Leave {
        ~Leave() { gate().leave(); }
    } leave;
    return work();
}

std::string hash_now(std::string_view password)
{
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::bad_alloc();
    return hash.data();
}
} // namespace

Result<void> check_password(std::string_view password)
{
    if (password.size() < 8) return refuse(Why::invalid, "The password needs at least 8 characters.");
    if (password.size() > 1024) return refuse(Why::invalid, "The password may have 1,024 bytes at most.");
    std::string folded(password);
    std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (std::ranges::find(most_used, folded) != most_used.end())
        return refuse(Why::invalid,
                      "This is one of the most used passwords, so it is among the first that anyone tries. "
                      "Choose another one.");
    return {};
}

Result<std::string> hash_password(std::string_view password)
{
    return guarded([&] { return hash_now(password); });
}

Result<bool> password_fits(std::string_view password, const std::string& hash)
{
    return guarded([&] {
        if (hash.empty()) {
            hash_now(password);
            return false;
        }
        return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    });
}

std::string random_password()
{
    constexpr std::string_view letters = "abcdefghijkmnpqrstuvwxyz23456789";
    std::string password;
    for (int i = 0; i < 20; ++i) {
        if (i > 0 && i % 5 == 0) password += '-';
        password += letters[random_below(letters.size())];
    }
    return password;
}
} // namespace users
