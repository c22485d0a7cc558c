#pragma once
// Room on disk for what memory should not hold: a file without a name, gone when it is closed, in the folder that
// TMPDIR names.
namespace engine
{
class TemporaryFile
{
public:
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    bool is_open() const { return number_ >= 0; } // false where none could be made
    int number() const { return number_; }

private:
    int number_ = -1;
};
} // namespace engine
