#include "server/users/password.hpp"
#include "base/ids.hpp"
#include "server/users/pbkdf2.hpp"
#include "server/users/weak_password.hpp"
#include <algorithm>
#include <array>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <sodium.h>
#include <stdexcept>

namespace users
{
namespace
{
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

std::atomic<std::uint64_t> computed{0};

std::string hash_now(std::string_view password)
{
    ++computed;
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        throw std::bad_alloc();
    return hash.data();
}
} // namespace

Result<void> check_password(std::string_view password)
{
    auto characters = std::ranges::count_if(password, [](unsigned char c) { return (c & 0xC0) != 0x80; });
    if (characters < 8) return refuse(Why::invalid, "The password needs at least 8 characters.");
    if (password.size() > 1024) return refuse(Why::invalid, "The password may have 1,024 bytes at most.");
    if (is_weak_password(password))
        return refuse(Why::invalid, "This is one of the most used passwords, so it is among the first that anyone "
                                    "tries. Choose another one.");
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
        if (is_django_hash(hash)) {
            hash_now(password);
            return fits_django_hash(password, hash);
        }
        ++computed;
        return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
    });
}

std::uint64_t passwords_hashed() { return computed; }

bool needs_rehash(const std::string& hash)
{
    return crypto_pwhash_str_needs_rehash(hash.c_str(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0;
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
