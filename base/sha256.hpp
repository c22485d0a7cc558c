#pragma once
// SHA-256 (FIPS 180-4) over bytes as they stream by; digests are lower-case hex, 64 characters.
#include <memory>
#include <string>
#include <string_view>

class Sha256
{
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::string_view bytes);
    std::string hex(); // ends the stream; call once

private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string sha256_hex(std::string_view bytes);
