#include "server/http/problem.hpp"
#include "server/uploads/quotas.hpp"
#include <atomic>
#include <gtest/gtest.h>
#include <thread>
#include <vector>

namespace uploads
{
namespace
{
TEST(Quotas, U10_a_person_has_so_many_places_and_gets_them_back)
{
    Quotas quotas({2, 10, 10});
    {
        auto one = quotas.take_place(7), other = quotas.take_place(7);
        EXPECT_THROW(quotas.take_place(7), http::Stop);
        EXPECT_NO_THROW(quotas.take_place(8));
        other.reset();
        EXPECT_NO_THROW(quotas.take_place(7));
    }
    std::atomic<int> taken = 0;
    std::vector<std::shared_ptr<void>> kept(16);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < kept.size(); ++i)
            threads.emplace_back([&, i] {
                try {
                    kept[i] = quotas.take_place(7);
                    ++taken;
                } catch (const http::Stop&) {
                }
            });
    }
    EXPECT_EQ(taken, 2);
}
} // namespace
} // namespace uploads
