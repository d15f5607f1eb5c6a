#pragma once

#include <bit>
#include <cstdint>
#include <initializer_list>

namespace mfp::cli {

/// The subcommands, in the order of `--help`.
enum class Command : std::uint8_t {
  run,
  check,
  print,
  try_message,
  test,
  simulate,
  library,
  import_roles,
  schema,
  bind,
  unbind,
  bindings,
  graph,
  participants,
  watch,
  send
};

/// A set of them.
class Commands {
 public:
  constexpr Commands(std::initializer_list<Command> commands) {
    for (const Command command : commands) bits_ |= bit(command);
  }
  [[nodiscard]] constexpr bool has(Command command) const { return (bits_ & bit(command)) != 0; }
  [[nodiscard]] constexpr bool is_one() const { return std::has_single_bit(bits_); }
  /// With all others besides.
  [[nodiscard]] constexpr Commands operator|(Commands others) const {
    others.bits_ |= bits_;
    return others;
  }

 private:
  static constexpr std::uint32_t bit(Command command) { return 1U << static_cast<unsigned>(command); }

  std::uint32_t bits_ = 0;
};

/// Those that read devices files for what they declare.
inline constexpr Commands commands_of_files{Command::run,  Command::check,    Command::print, Command::try_message,
                                            Command::test, Command::simulate, Command::graph};
/// Those that visit a running system.
inline constexpr Commands commands_of_visitors{Command::bind,  Command::unbind,       Command::bindings,
                                               Command::graph, Command::participants, Command::watch,
                                               Command::send};
inline constexpr Commands all_commands =
    commands_of_files | commands_of_visitors | Commands{Command::library, Command::import_roles, Command::schema};

}  // namespace mfp::cli
