// A client of berthd that knows nothing of Berth but its interface, by Varlink's own library.
//
//	ports SOCKET
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"strings"

	"github.com/varlink/go/varlink"
	"github.com/varlink/go/varlink/idl"
)

type block struct {
	Token    string `json:"token"`
	Protocol string `json:"protocol"`
	Start    int    `json:"start"`
	Count    int    `json:"count"`
}

type wish struct {
	Protocol string `json:"protocol"`
	Count    int    `json:"count"`
	Start    *int   `json:"start,omitempty"`
}

type token struct {
	Token string `json:"token"`
}

type told struct {
	Event *struct {
		Kind  string `json:"kind"`
		Token string `json:"token"`
	} `json:"event"`
}

func must(err error) {
	if err != nil {
		fmt.Println("failed:", err)
		os.Exit(1)
	}
}

func connect(ctx context.Context) *varlink.Connection {
	connection, err := varlink.NewConnection(ctx, "unix:"+os.Args[1])
	must(err)
	return connection
}

// Prints what the service says of itself, and of its interfaces as far as the library understands them.
func introspect(ctx context.Context, berthd *varlink.Connection) {
	var vendor, product, version, url string
	var interfaces []string
	must(berthd.GetInfo(ctx, &vendor, &product, &version, &url, &interfaces))
	fmt.Println(vendor, product)
	for _, name := range interfaces {
		text, err := berthd.GetInterfaceDescription(ctx, name)
		must(err)
		// This version of the library knows no capitals in the name of an interface, which Varlink allows.
		description, err := idl.New(strings.Replace(text, "\ninterface "+name, "\ninterface "+strings.ToLower(name), 1))
		must(err)
		fmt.Println(name, len(description.Methods) > 0, len(description.Errors) > 0)
	}
}

func main() {
	ctx := context.Background()
	berthd := connect(ctx)
	introspect(ctx, berthd)

	watching := connect(ctx)
	next, err := watching.Send(ctx, "dev.berth.Ports.Watch", struct{}{}, varlink.More)
	must(err)
	var event told
	flags, err := next(ctx, &event)
	must(err)
	fmt.Println("watching", flags&varlink.Continues != 0, event.Event == nil)

	var held block
	must(berthd.Call(ctx, "dev.berth.Ports.Acquire", wish{Protocol: "tcp", Count: 2}, &held))
	fmt.Println("acquired", held.Protocol, held.Start, held.Count)
	for port := held.Start; port < held.Start+held.Count; port++ {
		listener, err := net.Listen("tcp", fmt.Sprint(":", port))
		must(err)
		must(listener.Close())
	}
	_, err = next(ctx, &event)
	must(err)
	fmt.Println("told", event.Event.Kind, event.Event.Token == held.Token)

	low := 80
	err = berthd.Call(ctx, "dev.berth.Ports.Acquire", wish{Protocol: "tcp", Count: 1, Start: &low}, &held)
	var refused *varlink.Error
	if !errors.As(err, &refused) {
		must(fmt.Errorf("port 80 was not refused: %v", err))
	}
	var why struct {
		Code int    `json:"code"`
		Name string `json:"name"`
	}
	must(json.Unmarshal(*refused.Parameters.(*json.RawMessage), &why))
	fmt.Println(refused.Name, why.Code, why.Name)

	err = berthd.Call(ctx, "dev.berth.Ports.Nope", struct{}{}, &struct{}{})
	fmt.Println(err)
	must(berthd.Call(ctx, "dev.berth.Ports.Release", token{held.Token}, &struct{}{}))
	_, err = next(ctx, &event)
	must(err)
	fmt.Println("told", event.Event.Kind)
}
