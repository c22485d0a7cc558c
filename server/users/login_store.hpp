#pragma once
// Failed sign-ins per account and address: after five within 15 minutes the next tries must wait, longer each time and
// at most until the 15 minutes are over. It never locks the account for other addresses.
#include <chrono>
#include <string>
#include <string_view>

namespace db
{
class Session;
}

namespace users
{
// How long this account from this address must wait before the next try; zero: try.
std::chrono::seconds sign_in_wait(db::Session& db, std::string_view email, std::string_view address);
// Takes a try: the wait where there is one, otherwise the try counts as a failure until forget_failed_sign_ins takes it
// back. So tries side by side are all counted.
std::chrono::seconds take_sign_in(db::Session& db, std::string_view email, std::string_view address);
// One statement, so that parallel tries are all counted. Commit it although the sign-in is refused.
void note_failed_sign_in(db::Session& db, std::string_view email, std::string_view address);
void forget_failed_sign_ins(db::Session& db, std::string_view email, std::string_view address);
} // namespace users
