#include "engine/publish/picture.hpp"
#include "engine/table/unreadable.hpp"
#include <csetjmp>
#include <cstdio> // jpeglib.h needs it first
#include <fmt/format.h>
#include <jpeglib.h>
#include <png.h>
#include <vector>

namespace engine
{
namespace
{
[[noreturn]] void refuse(const std::string& what)
{
    throw Unreadable("picture", what + " A PNG or JPEG picture of at most 1 MiB and 1,200 pixels a side was expected.");
}

void require_size(std::uint64_t width, std::uint64_t height)
{
    if (width == 0 || height == 0) refuse("The picture has no pixels.");
    if (width > picture_side || height > picture_side)
        refuse(fmt::format("The picture is {} × {} pixels, which is too large.", width, height));
}

Picture from_png(const std::string& bytes)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()))
        refuse(fmt::format("The PNG picture cannot be read ({}).", image.message));
    if (image.width > picture_side || image.height > picture_side) png_image_free(&image);
    require_size(image.width, image.height);
    image.format = PNG_FORMAT_RGB;
    Picture picture{image.width, image.height, std::string(PNG_IMAGE_SIZE(image), '\0')};
    png_color white{255, 255, 255};
    if (!png_image_finish_read(&image, &white, picture.rgb.data(), 0, nullptr))
        refuse(fmt::format("The PNG picture cannot be read ({}).", image.message));
    return picture;
}

// libjpeg leaves by this jump when it cannot go on.
struct JpegErrors {
    jpeg_error_mgr manager;
    jmp_buf back;
    char words[JMSG_LENGTH_MAX];
};

void leave(j_common_ptr info)
{
    auto* errors = reinterpret_cast<JpegErrors*>(info->err);
    info->err->format_message(info, errors->words);
    longjmp(errors->back, 1);
}
void say_nothing(j_common_ptr) {}

// Only plain data lives here, for a jump ends it without destructors. `rgb` is allocated by the caller, who learns the
// size from `width` and `height` at the first call, with `rgb` null.
bool decode_jpeg(const std::string& bytes, JpegErrors& errors, Picture& size, char* rgb)
{
    jpeg_decompress_struct info;
    info.err = jpeg_std_error(&errors.manager);
    errors.manager.error_exit = &leave;
    errors.manager.output_message = &say_nothing;
    if (setjmp(errors.back) != 0) {
        jpeg_destroy_decompress(&info);
        return false;
    }
    jpeg_create_decompress(&info);
    jpeg_mem_src(&info, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
    jpeg_read_header(&info, TRUE);
    size.width = info.image_width;
    size.height = info.image_height;
    if (rgb) {
        info.out_color_space = JCS_RGB;
        jpeg_start_decompress(&info);
        while (info.output_scanline < info.output_height) {
            auto* row = reinterpret_cast<JSAMPROW>(rgb + std::size_t{3} * info.output_width * info.output_scanline);
            jpeg_read_scanlines(&info, &row, 1);
        }
        jpeg_finish_decompress(&info);
    }
    jpeg_destroy_decompress(&info);
    return true;
}

Picture from_jpeg(const std::string& bytes)
{
    JpegErrors errors{};
    Picture picture;
    auto read = [&](char* rgb) {
        if (!decode_jpeg(bytes, errors, picture, rgb))
            refuse(fmt::format("The JPEG picture cannot be read ({}).", errors.words));
    };
    read(nullptr);
    require_size(picture.width, picture.height);
    picture.rgb.resize(std::size_t{3} * picture.width * picture.height);
    read(picture.rgb.data());
    return picture;
}
} // namespace

Picture read_picture(const ByteSource& file)
{
    if (file.size() > picture_bytes) refuse("The picture is larger than 1 MiB.");
    auto bytes = read_all(file);
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return from_png(bytes);
    if (bytes.starts_with("\xff\xd8\xff")) return from_jpeg(bytes);
    refuse("This is neither a PNG nor a JPEG picture.");
}

std::string png_of(const Picture& picture)
{
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = picture.width;
    image.height = picture.height;
    image.format = PNG_FORMAT_RGB;
    png_alloc_size_t size = 0;
    if (!png_image_write_to_memory(&image, nullptr, &size, 0, picture.rgb.data(), 0, nullptr))
        throw std::runtime_error(image.message);
    std::string bytes(size, '\0');
    if (!png_image_write_to_memory(&image, bytes.data(), &size, 0, picture.rgb.data(), 0, nullptr))
        throw std::runtime_error(image.message);
    bytes.resize(size);
    return bytes;
}
} // namespace engine
