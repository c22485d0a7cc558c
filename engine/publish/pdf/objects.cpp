#include "engine/publish/pdf/objects.hpp"
#include "engine/publish/pdf/syntax.hpp"
#include <stdexcept>
#include <zlib.h>

namespace engine::pdf
{
namespace
{
constexpr int objects_per_pack = 200;
constexpr int offset_bytes = 5; // a terabyte
// Tables compress well even at a low level, and the higher ones take most of the time of a report.
constexpr int compression_level = 3;
} // namespace

struct Objects::Deflater {
    z_stream stream{};
    std::string out;

    Deflater()
    {
        if (deflateInit(&stream, compression_level) != Z_OK) throw std::runtime_error("cannot start zlib");
    }
    ~Deflater() { deflateEnd(&stream); }

    std::string_view pack(std::string_view bytes)
    {
        deflateReset(&stream);
        out.resize(deflateBound(&stream, bytes.size()));
        stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        stream.avail_in = static_cast<uInt>(bytes.size());
        stream.next_out = reinterpret_cast<Bytef*>(out.data());
        stream.avail_out = static_cast<uInt>(out.size());
        if (deflate(&stream, Z_FINISH) != Z_STREAM_END) throw std::runtime_error("cannot compress a part of the PDF");
        return {out.data(), stream.total_out};
    }
};

Objects::Objects(ByteSink& sink) : sink_(sink), places_(1), deflater_(std::make_unique<Deflater>())
{
    // The second line tells programs that the file is binary.
    emit("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
}

Objects::~Objects() = default;

int Objects::reserve()
{
    places_.emplace_back();
    return static_cast<int>(places_.size() - 1);
}

void Objects::put(int number, std::string_view body)
{
    if (packed_count_ == 0) pack_ = reserve();
    places_[static_cast<std::size_t>(number)] = {2, static_cast<std::uint64_t>(pack_),
                                                 static_cast<std::uint16_t>(packed_count_)};
    append_integer(packed_heads_, number);
    packed_heads_ += ' ';
    append_integer(packed_heads_, static_cast<long>(packed_.size()));
    packed_heads_ += ' ';
    packed_ += body;
    packed_ += '\n';
    if (++packed_count_ == objects_per_pack) flush_packed();
}

int Objects::add(std::string_view body)
{
    int number = reserve();
    put(number, body);
    return number;
}

void Objects::put_stream(int number, std::string_view dictionary, std::string_view bytes)
{
    emit_stream(number, std::string(dictionary) + "/Filter/FlateDecode", deflater_->pack(bytes));
}

int Objects::add_stream(std::string_view dictionary, std::string_view bytes)
{
    int number = reserve();
    put_stream(number, dictionary, bytes);
    return number;
}

int Objects::add_plain_stream(std::string_view dictionary, std::string_view bytes)
{
    int number = reserve();
    emit_stream(number, dictionary, bytes);
    return number;
}

void Objects::finish(int root, int info, std::string_view id)
{
    flush_packed();
    int number = reserve();
    auto start = offset_;
    places_.back() = {1, start, 0};
    std::string dictionary = "/Type/XRef/Size " + std::to_string(number + 1) + "/W[1 " + std::to_string(offset_bytes) +
                             " 2]/Root " + reference(root) + "/Info " + reference(info) + "/ID[<";
    dictionary.append(id).append("><").append(id).append(">]");
    put_stream(number, dictionary, cross_references());
    emit("startxref\n" + std::to_string(start) + "\n%%EOF\n");
}

void Objects::emit(std::string_view bytes)
{
    sink_.write(bytes);
    offset_ += bytes.size();
}

void Objects::emit_stream(int number, std::string_view dictionary, std::string_view bytes)
{
    places_[static_cast<std::size_t>(number)] = {1, offset_, 0};
    std::string head = std::to_string(number) + " 0 obj\n<<";
    head.append(dictionary).append("/Length ").append(std::to_string(bytes.size())).append(">>\nstream\n");
    emit(head);
    emit(bytes);
    emit("\nendstream\nendobj\n");
}

void Objects::flush_packed()
{
    if (packed_count_ == 0) return;
    std::string dictionary =
        "/Type/ObjStm/N " + std::to_string(packed_count_) + "/First " + std::to_string(packed_heads_.size());
    packed_heads_ += packed_;
    put_stream(pack_, dictionary, packed_heads_);
    packed_heads_.clear();
    packed_.clear();
    packed_count_ = 0;
}

std::string Objects::cross_references() const
{
    std::string table;
    for (const auto& place : places_) {
        table += static_cast<char>(place.kind);
        for (int byte = offset_bytes - 1; byte >= 0; --byte) table += static_cast<char>(place.where >> 8 * byte);
        std::uint16_t last = &place == &places_.front() ? 65535 : place.index;
        table += static_cast<char>(last >> 8);
        table += static_cast<char>(last);
    }
    return table;
}
} // namespace engine::pdf
