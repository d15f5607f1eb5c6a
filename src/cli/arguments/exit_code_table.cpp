#include "cli/arguments/exit_code_table.hpp"

#include <array>

namespace mfp::cli {

namespace {

using enum Command;

constexpr std::array<ExitCodeSpec, 29> exit_code_table{{
    {ExitCode::ok, {run, simulate, watch}, "all well; also the end after Ctrl-C or SIGTERM"},
    {ExitCode::ok,
     {check, print, try_message, test, library, import_roles, schema, bind, unbind, bindings, graph, participants,
      send},
     "all well"},
    {ExitCode::failed, {try_message}, "no port takes the message"},
    {ExitCode::failed, {test}, "an example failed"},
    {ExitCode::failed,
     {bind, unbind},
     "a port is not announced, or of the other direction; the router refuses; interrupted"},
    {ExitCode::failed, {send}, "the port is not announced, is an outport, or takes no such value; interrupted"},
    {ExitCode::failed, {bindings, graph, participants}, "the router refuses; interrupted"},
    {ExitCode::failed, {simulate}, "a device is there, or somebody speaks for it; interrupted before it was played"},
    {ExitCode::usage, all_commands, "the command line is wrong"},
    {ExitCode::no_input,
     {run, check, print, try_message, bind, unbind, bindings, graph, participants, watch, send},
     "a file or folder that was named does not exist"},
    {ExitCode::no_input, {test}, "what was named does not exist, or holds nothing to test"},
    {ExitCode::no_input, {simulate}, "what was named does not exist, or holds nothing to play"},
    {ExitCode::no_input, {import_roles}, "a file that was named does not exist, or nothing names a role"},
    {ExitCode::no_input, {library}, "no definition has the name, or mentions the word"},
    {ExitCode::unavailable,
     {run},
     "the broker does not speak MQTT 5; another process has the client id, or the router's name"},
    {ExitCode::unavailable, {simulate}, "the broker cannot be reached, or the connection was lost"},
    {ExitCode::unavailable,
     {bind, unbind, bindings},
     "the broker cannot be reached, or the connection was lost; no router answers"},
    {ExitCode::unavailable,
     {graph},
     "the broker cannot be reached, or the connection was lost; graphviz is not installed"},
    {ExitCode::unavailable,
     {send},
     "the broker cannot be reached, or the connection was lost; nobody listens, or relays it"},
    {ExitCode::unavailable, {participants, watch}, "the broker cannot be reached, or the connection was lost"},
    {ExitCode::software, all_commands, "a fault of the program itself"},
    {ExitCode::io_error,
     {check, print, try_message, test, library, import_roles, schema, bind, unbind, bindings, graph, participants,
      watch, send},
     "the output cannot be written, e.g. because the disk is full"},
    {ExitCode::io_error, {run}, "the bindings of a former run are there, and cannot be read"},
    {ExitCode::no_permission, {run}, "the broker refused the credentials"},
    {ExitCode::no_permission, {simulate}, "the broker refused the credentials, or a subscription"},
    {ExitCode::no_permission, commands_of_visitors, "the broker refused the credentials, or a message"},
    {ExitCode::config, commands_of_files | commands_of_visitors, "a file has a problem"},
    {ExitCode::config, {library}, "the definition has a problem"},
    {ExitCode::config, {import_roles}, "a file has a problem, or a role has two definitions"},
}};

}  // namespace

std::span<const ExitCodeSpec> all_exit_codes() { return exit_code_table; }

}  // namespace mfp::cli
