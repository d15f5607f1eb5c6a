#include "cli/arguments/command_table.hpp"

#include <algorithm>

namespace mfp::cli {

namespace {

constexpr std::array<CommandSpec, 16> command_table{{
    {Command::run,
     "run",
     {{{"FILE...", "", "announce the devices and relay their topics"}}},
     "`run` may be left out. Each FILE is a devices file, or a folder of *.yaml files.\n"
     "The devices are announced again and again, and their topics relayed, until\n"
     "Ctrl-C or SIGTERM. SIGHUP reads the files again; one with a mistake changes\n"
     "nothing. A broker that is away, or files in which nothing is declared yet, are\n"
     "waited for.\n"},
    {Command::check,
     "check",
     {{{"FILE...", "", "show what is wrong with the file"}}},
     "All problems of all files are shown at once, each with its line and column. When\n"
     "there is none: which definitions are used, what the devices are asked, and which\n"
     "edges wait for participants of others. No broker is needed.\n"},
    {Command::print,
     "print",
     {{{"FILE...", "", "the announcements, one JSON object a line"}}},
     "They are what MsgFlo gets. No broker is needed.\n"},
    {Command::try_message,
     "try",
     {{{"TOPIC PAYLOAD FILE...", "", "what would become of a message, step by step; - reads the payload"}}},
     "TOPIC is a topic of a device, or a port as ROLE.PORT, whose queue is meant. Each\n"
     "port that takes the message is shown, with what each of its steps makes of the\n"
     "payload, and where edges take it. With - as the payload, it is read from\n"
     "standard input; one that begins with a dash and a letter has -- before it.\n"
     "Nothing is sent, and no broker is needed.\n"},
    {Command::test,
     "test",
     {{{"FILE|NAME...", "", "run the examples of definitions and devices"}}},
     "FILE is a devices file, a definition or a folder of them, NAME one that `library`\n"
     "lists. What an example gives is compared byte for byte. No broker is needed.\n"},
    {Command::simulate,
     "simulate",
     {{{"FILE|NAME...", "", "play the devices on the broker"}}},
     "It sends the examples of the outports in turn, shows what arrives on the topics\n"
     "of the inports, and answers commands as `echo` says, until Ctrl-C. It plays on\n"
     "real topics, so it listens for 2 s first, and refuses when a device is there or\n"
     "somebody speaks for it. FILE is a devices file, a definition or a folder of\n"
     "them, NAME one that `library` lists.\n"},
    {Command::library,
     "library",
     {{{"[WORD...]", "", "list the definitions of known devices"},
       {"show NAME", "", "the ports and parameters of one, and how to use it"}}},
     "With words, those that have all of them in their name or label, and below them\n"
     "those that mention all of them anywhere, such as a model; for a brand such as\n"
     "aqara, also those that serve it. They are looked for in ./participants, in your\n"
     "own ~/.config/msgflo-foreign-participant/participants, in\n"
     "/etc/msgflo-foreign-participant/participants, and where they were installed.\n"},
    {Command::import_roles,
     "import",
     {{{"[FILE...]", "", "a devices file from what starts the roles in MsgFlo"}}},
     "FILE is a Procfile, a script or lines of options: each --role ROLE:FILE in it\n"
     "counts, and so do those on the command line. Or it is a package.json with\n"
     "MsgFlo's map of components, whose roles a graph gives. What other programs start\n"
     "is left out. No broker is needed.\n"},
    {Command::schema,
     "schema",
     {{{"", "", "the JSON schema of a devices file, for editors"}}},
     "Save it, and name it in the editor's settings for YAML.\n"},
    {Command::bind,
     "bind",
     {{{"SOURCE TARGET", "[FILE...]", "connect an outport to an inport, each as ROLE.PORT"}}},
     "The router of the running system does it; the edge is in effect and kept for the\n"
     "next start when the command ends. A devices file that is named tells the broker\n"
     "and the router.\n"},
    {Command::unbind,
     "unbind",
     {{{"SOURCE TARGET", "[FILE...]", "undo what bind did"}}},
     "SOURCE and TARGET are the two ports as `bindings` shows them. An edge that a file\n"
     "declares stays; it is taken out there. Messages that are under way still arrive.\n"
     "A devices file that is named tells the broker and the router.\n"},
    {Command::bindings,
     "bindings",
     {{{"", "[FILE...]", "what is connected"}}},
     "Behind an edge that a file declares stands its place in parentheses. A devices\n"
     "file that is named tells the broker and the router.\n"},
    {Command::graph,
     "graph",
     {{{"[FILE...]", "", "the running system as a graph, or what files declare"}}},
     "With devices files it is what they declare, and with one graph file (*.fbp or\n"
     "*.json) that graph; no broker is needed then.\n"},
    {Command::participants,
     "participants",
     {{{"", "[FILE...]", "who is announced"}}},
     "Role, component, ports, when the last announcement came, and whether this program\n"
     "speaks for it. A devices file that is named tells the broker and the router.\n"},
    {Command::watch,
     "watch",
     {{{"[ROLE[.PORT]...]", "[FILE...]", "messages as they come"}}},
     "Those of all ports, or of the roles and ports that are named, until Ctrl-C. Where\n"
     "this program relays, what comes from the device (<-) or goes to it (->) is shown\n"
     "with its topic. A devices file that is named tells the broker and the router.\n"},
    {Command::send,
     "send",
     {{{"ROLE.PORT VALUE", "[FILE...]", "give an inport a value; - reads it"}}},
     "What is JSON is sent as it is, any other text as a JSON string. With - as VALUE,\n"
     "it is read from standard input. The command tells what became of it: what the\n"
     "device was sent, or why nothing was. A devices file that is named tells the\n"
     "broker and the router.\n"},
}};

constexpr std::array<CommandSpec, 2> drop_in_table{{
    {Command::run,
     "msgflo-register",
     {{{"--role ROLE:FILE...", "[FILE...]", "announce definitions as roles, and relay their topics"}}},
     "This is msgflo-foreign-participant in place of MsgFlo's own msgflo-register. It\n"
     "says `Sent discovery message for ...` on standard output.\n"},
    {Command::run,
     "msgflo-register-foreign",
     {{{"--role ROLE FILE", "", "announce one definition as a role, and end"}}},
     "This is msgflo-foreign-participant in place of MsgFlo's own\n"
     "msgflo-register-foreign. --forever is false unless it is given. A FILE that names\n"
     "its own role needs no --role.\n",
     {"role", "ROLE", "announce the definition in FILE as ROLE"}},
}};

template <std::size_t Size>
const CommandSpec* find(const std::array<CommandSpec, Size>& table, std::string_view name) {
  const auto* const found =
      std::find_if(table.begin(), table.end(), [&](const CommandSpec& spec) { return spec.name == name; });
  return found == table.end() ? nullptr : found;
}

}  // namespace

std::span<const CommandSpec> all_command_specs() { return command_table; }

const CommandSpec& spec_of(Command command) { return command_table.at(static_cast<std::size_t>(command)); }

const CommandSpec* find_command(std::string_view name) { return find(command_table, name); }

const CommandSpec* find_drop_in(std::string_view program) { return find(drop_in_table, program); }

}  // namespace mfp::cli
