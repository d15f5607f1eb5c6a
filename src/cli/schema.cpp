#include "declaration/schema.hpp"

#include <iostream>

#include "cli/commands.hpp"

namespace mfp::cli {

ExitCode schema() {
  std::cout << declaration::json_schema() << '\n';
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace mfp::cli
