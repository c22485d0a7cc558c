#include "engine/read/package/whole_file.hpp"

namespace engine::package
{
namespace
{
class WholeFile final : public ZipStream
{
public:
    explicit WholeFile(const ByteSource& source) : source_(source) {}
    std::size_t read(std::span<char> into) override
    {
        auto got = source_.read(offset_, into);
        offset_ += got;
        return got;
    }
    double progress() const override
    {
        return source_.size() ? static_cast<double>(offset_) / static_cast<double>(source_.size()) : 1.0;
    }

private:
    const ByteSource& source_;
    std::uint64_t offset_ = 0;
};
} // namespace

std::unique_ptr<ZipStream> whole_file(const ByteSource& source) { return std::make_unique<WholeFile>(source); }
} // namespace engine::package
