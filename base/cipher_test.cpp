#include "base/cipher.hpp"
#include <gtest/gtest.h>

namespace
{
std::string bytes(std::string_view hex)
{
    std::string out;
    for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
        out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
    return out;
}
} // namespace

// The examples of NIST SP 800-38A, F.1 and F.2.
TEST(Cipher, aes_decrypts_as_the_standard_shows)
{
    auto text = bytes("6bc1bee22e409f96e93d7e117393172a");
    auto key = bytes("2b7e151628aed2a6abf7158809cf4f3c"), iv = bytes("000102030405060708090a0b0c0d0e0f");
    EXPECT_EQ(aes_decrypted(CipherMode::ecb, key, {}, bytes("3ad77bb40d7a3660a89ecaf32466ef97")), text);
    EXPECT_EQ(aes_decrypted(CipherMode::cbc, key, iv, bytes("7649abac8119b246cee98e9b12e9197d")), text);
    auto long_key = bytes("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4");
    EXPECT_EQ(aes_decrypted(CipherMode::cbc, long_key, iv, bytes("f58c4c04d6e5f1ba779eabfb5f7bfbd6")), text);
}

TEST(Cipher, lengths_that_fit_nothing_decrypt_nothing)
{
    std::string key(16, 'k'), iv(16, 'i');
    EXPECT_FALSE(aes_decrypted(CipherMode::cbc, "short", iv, iv));
    EXPECT_FALSE(aes_decrypted(CipherMode::cbc, key, "short", iv));
    EXPECT_FALSE(aes_decrypted(CipherMode::ecb, key, {}, "not a block"));
    EXPECT_EQ(aes_decrypted(CipherMode::ecb, key, {}, ""), "");
}

TEST(Cipher, a_hasher_starts_anew_each_time)
{
    Hasher sha1(HashKind::sha1);
    for (int i = 0; i < 2; ++i) EXPECT_EQ(sha1("a", "bc"), bytes("a9993e364706816aba3e25717850c26c9cd0d89d"));
    EXPECT_EQ(Hasher(HashKind::sha256)("abc"),
              bytes("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    EXPECT_EQ(Hasher(HashKind::sha512)("").size(), 64U);
}
