#include "declaration/fields/schema.hpp"

#include <iostream>

#include "cli/commands/commands.hpp"

namespace mfp::cli {

ExitCode schema() {
  std::cout << declaration::json_schema() << '\n';
  return std::cout.flush() ? ExitCode::ok : ExitCode::io_error;
}

}  // namespace mfp::cli
