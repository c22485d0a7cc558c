#include "server/storage/object.hpp"

namespace storage
{
Lost::Lost(Kind which, std::string hash, bool is_missing)
    : Refusal{Why::unavailable,
              is_missing
                  ? "This file is missing from the disk of the hub. The admins have been told; it can be brought "
                    "back from a backup, or by sending it again."
                  : "This file has been damaged on the disk of the hub, so it is not handed out. The admins "
                    "have been told; it can be brought back from a backup, or by sending it again."},
      kind(which), sha256(std::move(hash)), missing(is_missing)
{
}
} // namespace storage
