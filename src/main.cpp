#include <exception>
#include <iostream>

#include "cli/command_line.hpp"

int main(int argc, char** argv) {
  try {
    return mfp::cli::execute(argc, argv);
  } catch (const std::exception& error) {
    std::cerr << "error: a fault in the program itself: " << error.what() << '\n';
  } catch (...) {
    std::cerr << "error: a fault in the program itself\n";
  }
  return 70;
}
