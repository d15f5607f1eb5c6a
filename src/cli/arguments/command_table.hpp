#pragma once

#include <array>
#include <span>
#include <string_view>

#include "cli/arguments/command.hpp"

namespace mfp::cli {

/// A way to write a command.
struct CommandForm {
  /// What stands behind the name.
  std::string_view arguments;
  /// What may follow besides; only the command's own help shows it.
  std::string_view rest;
  /// Empty: there is no such form.
  std::string_view meaning;
};

/// An option that a command takes in another form than the rest do.
struct OwnOption {
  std::string_view name;
  std::string_view argument;
  std::string_view meaning;
};

struct CommandSpec {
  Command command;
  std::string_view name;
  std::array<CommandForm, 2> forms;
  /// What its own help says besides, in lines of at most 80 columns; blank lines between paragraphs.
  std::string_view text;
  OwnOption own_option{};
};

/// In the order of the enum.
[[nodiscard]] std::span<const CommandSpec> all_command_specs();
[[nodiscard]] const CommandSpec& spec_of(Command command);
/// Null when no command has the name.
[[nodiscard]] const CommandSpec* find_command(std::string_view name);

/// What the program is when it is started under the name of one of MsgFlo's own tools; null for any other name.
[[nodiscard]] const CommandSpec* find_drop_in(std::string_view program);

}  // namespace mfp::cli
