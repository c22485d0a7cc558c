#pragma once
// The objects of storage over time: rows before bytes, bytes looked at again and again, and their end.
#include "server/objects/object_store.hpp"
#include "server/pipeline/context.hpp"
#include <mutex>

namespace pipeline
{
// Keeps the rows. What was found lost waits here until the house is kept, because whoever met it may be inside of a
// transaction.
class ObjectRegister final : public storage::Register
{
public:
    ObjectRegister(db::Database& database, storage::Storage& storage, queue::Hint& look)
        : database_(database), storage_(storage), look_(look)
    {
        storage.use(*this);
    }

    void coming(storage::Kind kind, std::span<const storage::Stored> objects) override;
    void refused(storage::Kind kind, const std::string& sha256) noexcept override;
    void lost(const storage::Lost& lost) noexcept override;

    std::vector<objects::Object> take_lost();

private:
    db::Database& database_;
    storage::Storage& storage_;
    queue::Hint& look_;
    std::mutex mutex_;
    std::vector<objects::Object> lost_;
};

// For the transaction that first refers to it: throws Lost where its bytes have been taken away meanwhile.
void keep_object(Context& context, db::Session& db, const objects::Object& object);

// Takes it away now, unless a row refers to it or a manifest holds it. Whether it went.
bool remove_unneeded(db::Database& database, storage::Storage& storage, const objects::Object& object,
                     const std::optional<std::string>& doomed_before = {});

// Dooms what nothing refers to, and takes away what has been doomed for `wait`. Returns how many went.
std::size_t collect(Context& context, std::chrono::seconds wait = std::chrono::hours(24));

// Compares objects that nobody has looked at for a month with their names, as many as `bytes` hold.
void scrub(Context& context, std::int64_t bytes = 2LL << 30);

// Tells the admins about objects that were found lost, once each.
void announce_lost(Context& context, const std::vector<objects::Object>& found);
} // namespace pipeline
