#include "cli/run.hpp"

int main(int count, char** arguments) { return cli::run(cli::commands, count, arguments); }
