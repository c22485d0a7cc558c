#pragma once
// The text of an XML part as UTF-8, whatever encoding it declares. Internal to package/.
#include "engine/read/package/zip.hpp"
#include "engine/text/encoding.hpp"
#include <memory>
#include <span>
#include <string>

namespace engine::package
{
class Utf8Input
{
public:
    explicit Utf8Input(ZipStream& stream);
    ~Utf8Input();
    // Fills `into` (at least 16 bytes); 0 at the end.
    std::size_t read(std::span<char> into);

private:
    class Bytes;
    void look();

    ZipStream& stream_;
    std::unique_ptr<Bytes> bytes_;
    std::unique_ptr<TextStream> text_; // null for UTF-8
    bool begun_ = false;
};
} // namespace engine::package
