#pragma once
// What goes wrong where nobody asked: in threads that look after something again and again. Whatever leaves such a
// thread ends the program.
#include <exception>
#include <string>

// The message of an exception or a Refusal, which is none.
std::string words_of_thrown(std::exception_ptr thrown);
