#pragma once
// One enumerator whose text is a word that the language keeps for itself, such as “new”. A described enum with one of
// these lists all of its enumerators so, in place of BOOST_DESCRIBE_ENUM.
#include <boost/describe.hpp>

#define SPELLED(Enum, enumerator, text)                                                                                \
    [] {                                                                                                               \
        struct Descriptor {                                                                                            \
            static constexpr auto value() noexcept { return Enum::enumerator; }                                        \
            static constexpr auto name() noexcept { return text; }                                                     \
        };                                                                                                             \
        return Descriptor();                                                                                           \
    }()
