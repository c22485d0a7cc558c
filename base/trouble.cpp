#include "base/trouble.hpp"
#include "base/result.hpp"

std::string words_of_thrown(std::exception_ptr thrown)
{
    try {
        std::rethrow_exception(std::move(thrown));
    } catch (const Refusal& refusal) {
        return refusal.message;
    } catch (const std::exception& error) {
        return error.what();
    } catch (...) {
        return "something that is no exception";
    }
}
