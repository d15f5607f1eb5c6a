#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/port_name.hpp"
#include "core/text/text_problem.hpp"

namespace mfp::core {

/// A graph as the FBP language or MsgFlo's JSON graphs describe it, in the order of the text. `metadata` is a JSON
/// object as text, empty when there is none: it is only kept for whoever writes the graph again.
struct Graph {
  struct Process {
    std::string name;
    /// Empty when the text does not say it.
    std::string component;
    std::string metadata;
    TextRange at;
  };
  /// Where the two words of a port stand; empty ranges where the text does not have them.
  struct PortPlace {
    TextRange process;
    TextRange port;
  };
  struct Connection {
    PortName source;
    PortName target;
    std::string metadata;
    TextRange at;
    PortPlace source_at = {};
    PortPlace target_at = {};
  };
  /// An initial packet: sent to the port when the graph starts.
  struct Packet {
    /// As JSON text; what the FBP language has between quotes is a JSON text in quotes here.
    std::string data;
    PortName target;
    std::string metadata;
    TextRange at;
    PortPlace target_at = {};
  };
  /// A port of a process that is one of the graph as a whole.
  struct Export {
    std::string name;
    PortName inner;
    std::string metadata;
    TextRange at;
    PortPlace inner_at = {};
  };
  /// A key of its own of the whole graph, with its value as JSON text.
  struct Property {
    std::string key;
    std::string json;
  };

  std::vector<Process> processes;
  std::vector<Connection> connections;
  std::vector<Packet> packets;
  std::vector<Export> inports;
  std::vector<Export> outports;
  std::vector<Property> properties;
};

}  // namespace mfp::core
