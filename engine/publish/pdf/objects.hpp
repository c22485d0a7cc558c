#pragma once
// The objects of a PDF file, written as they come: streams at once, everything else packed into object streams; at the
// end the cross-reference stream (ISO 32000-1, 7.5.7 and 7.5.8).
#include "base/bytes.hpp"
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace engine::pdf
{
class Objects
{
public:
    explicit Objects(ByteSink& sink);
    ~Objects();

    int reserve(); // a number for an object that others refer to before it is there
    void put(int number, std::string_view body);
    int add(std::string_view body);
    // `dictionary` is what stands between << and >> besides the length and the filter.
    void put_stream(int number, std::string_view dictionary, std::string_view bytes);
    int add_stream(std::string_view dictionary, std::string_view bytes);
    int add_plain_stream(std::string_view dictionary, std::string_view bytes); // not compressed

    // `id` is 32 hex digits.
    void finish(int root, int info, std::string_view id);

private:
    struct Place {
        std::uint8_t kind = 0;   // 0 free, 1 at an offset, 2 inside an object stream
        std::uint64_t where = 0; // the offset, or the number of the object stream
        std::uint16_t index = 0; // within the object stream
    };
    struct Deflater;

    void emit(std::string_view bytes);
    void emit_stream(int number, std::string_view dictionary, std::string_view bytes);
    void flush_packed();
    std::string cross_references() const;

    ByteSink& sink_;
    std::uint64_t offset_ = 0;
    std::vector<Place> places_;
    std::string packed_heads_, packed_;
    int packed_count_ = 0;
    int pack_ = 0; // number of the object stream being filled
    std::unique_ptr<Deflater> deflater_;
};
} // namespace engine::pdf
