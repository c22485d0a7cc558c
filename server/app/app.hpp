#pragma once
// A running hub: owns every long-lived thing, starts them in order and stops them in reverse.
#include "server/app/config.hpp"
#include "server/app/first_start.hpp"
#include <chrono>
#include <memory>
#include <vector>

namespace db
{
class Database;
}

namespace app
{
class App
{
public:
    // Takes the data folder, opens the database and the port; nobody is answered yet. Throws Refusal in words.
    explicit App(Config config);
    ~App();

    // Fills an empty hub. The accounts that were made, none where it was not empty.
    std::vector<NewAccount> first_start();
    void start();
    // Lets requests and the stage of a run that are under way end, for at most `grace`.
    void stop(std::chrono::milliseconds grace);
    // While it stops: waits for nothing any more. Runs in work are given back as they are.
    void hurry();

    // For the connections to come; one that cannot be used is logged, and the one in force stays. False without TLS.
    bool read_certificate_again();

    // Whether the network's thread comes round within a second.
    bool answers();

    const Config& config() const;
    std::uint16_t port() const;
    db::Database& database();

private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};
} // namespace app
