#include "base/cipher.hpp"
#include <gtest/gtest.h>
#include <stdexcept>

namespace
{
std::string from_hex(std::string_view hex)
{
    std::string out;
    for (std::size_t i = 0; i < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return out;
}

// FIPS 180-4, example “abc”.
TEST(Digest, is_of_both_texts_together)
{
    auto abc = from_hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Digest sha256("SHA256");
    EXPECT_EQ(sha256.of("abc"), abc);
    EXPECT_EQ(sha256.of("a", "bc"), abc); // and it can be used again
    EXPECT_EQ(Digest("SHA512").of("").size(), 64U);
    EXPECT_THROW(Digest("SHA0"), std::invalid_argument);
}

// NIST SP 800-38A, F.2.2.
TEST(Aes, decrypts_in_cbc_mode)
{
    auto key = from_hex("2b7e151628aed2a6abf7158809cf4f3c"), vector = from_hex("000102030405060708090a0b0c0d0e0f");
    EXPECT_EQ(
        decrypt_aes_cbc(key, vector, from_hex("7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2")),
        from_hex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"));
    EXPECT_THROW(decrypt_aes_cbc(key, vector, "short"), std::invalid_argument);
    EXPECT_THROW(decrypt_aes_cbc("key", vector, vector), std::invalid_argument);
    EXPECT_THROW(decrypt_aes_cbc(key, "vector", vector), std::invalid_argument);
}
} // namespace
